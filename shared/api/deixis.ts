import { appApi } from './app.ts'
import { batchApi } from './batch.ts'
import { chatApi } from './chat.ts'
import { datasetApi } from './dataset.ts'
import { evaluateApi } from './evaluate.ts'
import { importApi } from './import.ts'
import { projectApi } from './project.ts'

/** Everything a page may ask of the main process. */
export const deixisApi = {
  ...appApi,
  ...projectApi,
  ...chatApi,
  ...datasetApi,
  ...importApi,
  ...evaluateApi,
  ...batchApi,
}
