/** Starts the export of what the filter lets through. */
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { noteExport, say, useJobs } from '../../stores/jobs.ts'
import { useView } from '../../stores/view.ts'
import { openedView } from '../views/viewActions.ts'
import { choicesFor, useExportChoices } from './choices.ts'

/** The host asks where to save; nothing is shown when the user closes that dialog. */
export async function startExport(): Promise<void> {
  try {
    const job = await client['orders.export']({
      ...choicesFor(useExportChoices.getState(), openedView()?.profile),
      filter: useView.getState().filter,
    })
    // Progress may have overtaken this answer.
    if (job && !useJobs.getState().exports.some(({ jobId }) => jobId === job.jobId)) noteExport(job)
  } catch (thrown) {
    say(sentenceOf(thrown), 'bad')
  }
}
