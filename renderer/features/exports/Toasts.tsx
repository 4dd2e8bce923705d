/** The corner of the window: exports under way and short messages. */
import './toasts.css'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { dismissExport, dismissMessage, type ExportJob, noteExport, say, useJobs } from '../../stores/jobs.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'

export function Toasts() {
  const { exports, messages } = useJobs()
  return (
    <div className="toasts" role="status" aria-live="polite">
      {exports.map((job) => (
        <ExportToast key={job.jobId} job={job} />
      ))}
      {messages.map(({ id, text, tone, action }) => (
        <div key={id} className={`toast ${tone}`}>
          <Icon name={tone === 'bad' ? 'warning' : 'check'} />
          <p>{text}</p>
          {action && (
            <Button
              onClick={() => {
                dismissMessage(id)
                action.act()
              }}
            >
              {action.label}
            </Button>
          )}
          <Dismiss onClick={() => dismissMessage(id)} />
        </div>
      ))}
    </div>
  )
}

const titles = { running: 'Exporting orders', done: 'Export finished', cancelled: 'Export cancelled', failed: 'Export failed' } as const

function ExportToast({ job }: { job: ExportJob }) {
  const { jobId, rows, total, state, error, rowsPerSecond, resumable } = job
  const cancel = (keep: boolean) => void client['orders.cancelExport']({ jobId, keep }).catch(() => undefined)
  const resume = () =>
    void client['orders.resumeExport']({ jobId }).then(
      (next) => next && noteExport(next),
      (thrown) => say(sentenceOf(thrown), 'bad'),
    )
  return (
    <div className={state === 'failed' ? 'toast export bad' : 'toast export'}>
      <Icon name={state === 'done' ? 'check' : state === 'running' ? 'download' : 'warning'} />
      <div className="toast-body">
        <p>
          <strong>{t(resumable === true ? 'Export paused' : titles[state])}</strong>
          <span className="faint">
            {t('{rows} of {total} rows', { rows: group(String(rows)), total: group(String(total)) })}
            {state === 'running' && rowsPerSecond !== undefined && t(' · {n} a second', { n: group(String(rowsPerSecond)) })}
          </span>
        </p>
        {state === 'running' && <progress value={rows} max={Math.max(1, total)} aria-label={t('Rows written')} />}
        {state === 'done' && <Where job={job} />}
        {error && <p className="bad">{error}</p>}
      </div>
      {state === 'running' ? (
        <>
          <Button kind="quiet" onClick={() => cancel(true)}>
            {t('Pause')}
          </Button>
          <Button kind="quiet" onClick={() => cancel(false)}>
            {t('Cancel')}
          </Button>
        </>
      ) : (
        <>
          {resumable === true && <Button onClick={resume}>{t('Go on')}</Button>}
          <Dismiss onClick={() => dismissExport(jobId)} />
        </>
      )}
    </div>
  )
}

/** On the headless host the path is an address of this very server; on the desktop it is a place on disk. */
function Where({ job: { path } }: { job: ExportJob }) {
  if (path === null) return null
  if (/^(https?:\/)?\/download\//.test(path.replace(window.location.origin, ''))) {
    return (
      <>
        <a className="button primary" href={path} download>
          <Icon name="download" />
          {t('Download the file')}
        </a>
        <a className="button" href={path.replace('?', '.coverage.txt?')} download>
          {t('What it covers')}
        </a>
      </>
    )
  }
  return (
    <p className="toast-path">
      <span className="mono clip" title={path}>
        {path}
      </span>
      <CopyButton text={path} what={t('path##copied')} />
    </p>
  )
}

const Dismiss = ({ onClick }: { onClick: () => void }) => (
  <Button kind="quiet" iconOnly aria-label={t('Dismiss')} onClick={onClick}>
    <Icon name="close" size={12} />
  </Button>
)
