import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ResizeFit, Transformer } from '@napi-rs/image'

/** Small copies of pictures, made outside the main thread and kept in a folder. */
export type Thumbnails = {
  /**
   * A file that shows the picture in small: the picture's own when that is small anyway. Rejects when the picture cannot be read.
   * `folder` is where the project keeps its small copies, `name` the picture's name there.
   */
  find(picture: string, folder: string, name: string): Promise<string>
}

const side = 160
const smallEnoughBytes = 24 << 10
const jobsAtOnce = 2
const waitingAtMost = 64
const keptAtMost = 20_000

/** The newest wish comes first, and wishes that have waited long are given up: their rows were scrolled away. */
export function createThumbnails(): Thumbnails {
  const making = new Map<string, Promise<string>>()
  const waiting: { run(): void; drop(): void }[] = []
  const counted = new Map<string, number>()
  let running = 0

  function turn(): Promise<void> {
    if (running < jobsAtOnce) {
      running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      waiting.push({ run: resolve, drop: () => reject(new Error('no longer wanted')) })
      if (waiting.length > waitingAtMost) waiting.shift()?.drop()
    })
  }

  function done(): void {
    const next = waiting.pop()
    if (next) next.run()
    else running--
  }

  async function make(picture: string, folder: string, file: string): Promise<string> {
    await turn()
    try {
      const upright = new Transformer(await readFile(picture)).rotate()
      const small = upright.fastResize({ width: side, height: side, fit: ResizeFit.Inside })
      await mkdir(folder, { recursive: true })
      await writeFile(`${file}.part`, await small.webp(70))
      await rename(`${file}.part`, file)
      await forgetOldest(folder)
      return file
    } finally {
      done()
    }
  }

  async function forgetOldest(folder: string): Promise<void> {
    const count = (counted.get(folder) ?? (await readdir(folder)).length - 1) + 1
    counted.set(folder, count)
    if (count <= keptAtMost) return
    const names = await readdir(folder)
    const dated = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
    )
    const oldest = dated.sort((a, b) => a.at - b.at).slice(0, Math.floor(keptAtMost / 4))
    await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })))
    counted.set(folder, names.length - oldest.length)
  }

  return {
    async find(picture, folder, name) {
      const { size, mtimeMs } = await stat(picture)
      if (size <= smallEnoughBytes) return picture
      const file = join(folder, `${name}-${Math.round(mtimeMs).toString(36)}-${size.toString(36)}.webp`)
      if ((await stat(file).catch(() => null)) !== null) return file
      const already = making.get(file)
      if (already) return already
      const job = make(picture, folder, file).finally(() => making.delete(file))
      making.set(file, job)
      return job
    },
  }
}
