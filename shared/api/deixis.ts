import { appApi } from './app.ts'
import { chatApi } from './chat.ts'
import { datasetApi } from './dataset.ts'
import { evaluateApi } from './evaluate.ts'
import { projectApi } from './project.ts'

/** Everything a page may ask of the main process. */
export const deixisApi = { ...appApi, ...projectApi, ...chatApi, ...datasetApi, ...evaluateApi }
