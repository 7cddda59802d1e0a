import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RunningModel } from '../electron/engine/running-model.ts'
import type { Decoding, Job } from './engine-ours.ts'

/** Another runtime in a process of its own. */
export type Peer = { readonly name: string; decode(job: Job): Promise<Decoding>; close(): void }

const here = import.meta.dirname
const peerGraphs = ['vision_encoder.onnx', 'embed_tokens.onnx', 'decoder_model_merged.onnx']

/** Transformers.js over the same weights, in the layout that it expects; null where it is not installed. */
export async function transformersPeer(
  model: RunningModel,
  folder: string,
  work: string,
  threads: number,
): Promise<Peer | null> {
  const graphs = graphsOf(model)
  if (!existsSync(join(here, 'node_modules/@huggingface/transformers'))) {
    return absent('Transformers.js', 'it is not installed (npm --prefix bench install)')
  }
  if (!peerGraphs.every((name) => existsSync(join(graphs, name)))) {
    return absent('Transformers.js', `${graphs} lacks its graphs`)
  }
  const layout = join(work, 'transformers-js')
  await mkdir(join(layout, 'onnx'), { recursive: true })
  for (const name of peerGraphs) await copyFile(join(graphs, name), join(layout, 'onnx', name))
  await copyFile(join(folder, 'onnx/weights.bin'), join(layout, 'onnx/weights.bin'))
  const { layers, heads, hidden, vocab, imageTokens } = model.manifest
  const config = {
    model_type: 'llava',
    architectures: ['LlavaForConditionalGeneration'],
    image_token_index: imageTokenOf(model),
    text_config: {
      model_type: 'llama',
      num_hidden_layers: layers,
      num_attention_heads: heads,
      num_key_value_heads: heads,
      hidden_size: hidden,
      vocab_size: vocab,
    },
  }
  await writeFile(join(layout, 'config.json'), JSON.stringify(config))
  const words = [
    join(here, 'engine-transformers.ts'),
    layout,
    `${threads}`,
    `${imageTokens}`,
    `${model.manifest.imageSize}`,
  ]
  return startPeer('Transformers.js', process.execPath, words)
}

/** PyTorch eager with the recipe's own modules; null where no Python with torch is found. */
export function torchPeer(folder: string, threads: number): Peer | null {
  return pythonPeer('PyTorch', 'torch', ['engine-torch.py', join(folder, 'recipe'), `${threads}`])
}

/** ONNX Runtime's Python loop with IO binding over the same graphs; null where no Python with onnxruntime is found. */
export function ortPeer(model: RunningModel, folder: string, threads: number): Peer | null {
  return pythonPeer('ONNX Runtime in Python', 'onnxruntime', ['engine-ort.py', folder, graphsOf(model), `${threads}`])
}

function graphsOf(model: RunningModel): string {
  return process.env.DEIXIS_BENCH_GRAPHS ?? join(here, 'transformers-js', model.manifest.id)
}

function pythonPeer(name: string, needed: string, [script = '', ...words]: readonly string[]): Peer | null {
  const python = process.env.DEIXIS_PYTHON ?? 'python3'
  try {
    execFileSync(python, ['-c', `import ${needed}`], { stdio: 'ignore' })
  } catch {
    return absent(name, `${python} has no ${needed} (DEIXIS_PYTHON names another Python)`)
  }
  return startPeer(name, python, [join(here, script), ...words])
}

function imageTokenOf(model: RunningModel): number {
  const id = model.tokens.idOf('<image>')
  if (id === undefined) throw new Error('the vocabulary has no <image>')
  return id
}

function absent(name: string, reason: string): null {
  console.error(`${name}: not measured, ${reason}`)
  return null
}

/** The peer reads jobs and writes decodings, a line each. */
function startPeer(name: string, command: string, words: readonly string[]): Peer {
  const child: ChildProcess = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const failed = new Promise<never>((_, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}`)))
  })
  failed.catch(() => {})
  // A peer that has ended says so by its exit.
  child.stdin?.on('error', () => {})
  return {
    name,
    async decode({ pixels, promptTokens, count }) {
      child.stdin?.write(`${JSON.stringify({ pixels: Array.from(pixels), promptTokens, count })}\n`)
      const { value, done } = await Promise.race([lines.next(), failed])
      if (done) return failed
      return JSON.parse(value as string) as Decoding
    },
    close: () => child.kill(),
  }
}
