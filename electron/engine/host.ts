import { engineApi } from '../../shared/api/engine.ts'
import { AppError } from '../../shared/errors.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { generate, prepare } from './generate.ts'
import { parentTransport } from './parent-transport.ts'
import { loadModel, type RunningModel } from './running-model.ts'

/** Serves the engine's contract to the parent process until it goes away. */
export function runHost(): void {
  const transport = parentTransport()
  const models = new Map<string, RunningModel>()

  const unload = async (modelId: string): Promise<void> => {
    const model = models.get(modelId)
    models.delete(modelId)
    await model?.graphs.release()
  }

  serve(
    engineApi,
    {
      'engine.load': async ({ modelId, folder, device, threads }) => {
        await unload(modelId)
        const model = await loadModel(modelId, folder, device, threads)
        models.set(modelId, model)
        return model.loaded
      },
      'engine.unload': async ({ modelId }) => {
        await unload(modelId)
        return {}
      },
      'engine.prepare': async ({ modelId, imagePath }) => {
        const model = models.get(modelId)
        return { encoded: model !== undefined && (await prepare(model, imagePath)) }
      },
      'engine.generate': (request, { signal }) => {
        const model = models.get(request.modelId)
        if (!model) throw new AppError('engine.bad-request', { detail: `${request.modelId} is not loaded` })
        return generate(model, request, signal)
      },
    },
    transport,
    {
      connection: 'parent',
      onProblem: (problem) => process.stderr.write(`engine: ${problem.message} ${problem.detail ?? ''}\n`),
    },
  )

  // Sessions are released first: ONNX Runtime may abort at exit with live ones on some platforms.
  transport.onClose(() => {
    void Promise.allSettled([...models.keys()].map(unload)).then(() => process.exit(0))
  })
}
