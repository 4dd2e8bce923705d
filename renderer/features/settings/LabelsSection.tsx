/** Labels in short: how many there are and from where. They are kept on a page of their own. */
import { useEffect, useState } from 'react'
import type { LabelSource } from '#shared/contract/labels.ts'
import { labelRoles } from '#shared/labels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { roleWords } from '../../i18n/words.ts'
import { useLabels } from '../../stores/labels.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { sourceName } from '../labels/Sources.tsx'
import { Line } from './Line.tsx'

export function LabelsSection() {
  const [sources, setSources] = useState<readonly LabelSource[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const changes = useLabels((state) => state.changes)
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels changed: they are counted again.
  useEffect(() => {
    client['labels.sources'](null).then(setSources, (thrown) => setProblem(sentenceOf(thrown)))
  }, [changes])
  return (
    <>
      <Line
        anchor="labels"
        title={t('Who accounts are')}
        help={t(
          'Your own labels, imported files, the list that comes with the app and what is learnt here. All of it is kept and edited on the page of labels.',
        )}
      >
        <Button onClick={() => goTo('labels')}>
          <Icon name="tag" />
          {t('Open the labels')}
        </Button>
      </Line>
      <Line anchor="labelSources" wide title={t('Sources')} help={t('How many statements each of them makes.')}>
        {problem !== null && <p className="form-error">{problem}</p>}
        <dl className="settings-counts">
          {sources.map((source) => (
            <div key={source.source}>
              <dt className="clip">{sourceName(source)}</dt>
              <dd>
                {group(String(source.count))}
                {!source.on && <span className="faint"> · {t('Off')}</span>}
              </dd>
            </div>
          ))}
        </dl>
        {sources.length === 0 && problem === null && <p className="faint">{t('No label is known yet.')}</p>}
      </Line>
      <Line anchor="roles" wide title={t('Roles')} help={t('What an account may be; from these the flow of an order follows.')}>
        <p className="settings-words">{labelRoles.map(({ id }) => roleWords(id)).join(t(', '))}</p>
      </Line>
    </>
  )
}
