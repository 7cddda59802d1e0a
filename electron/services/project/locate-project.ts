import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageRecord } from '../../../shared/dialogue/image.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ProjectId } from '../../../shared/ids.ts'
import { journalPath, snapshotPath } from './journal-files.ts'

const looksAtOnce = 32

/** How many of these images lie in a folder as they did in theirs: the same path, the same length. */
export async function imagesInFolder(images: readonly ImageRecord[], folder: string): Promise<number> {
  let found = 0
  for (let at = 0; at < images.length; at += looksAtOnce) {
    const part = images.slice(at, at + looksAtOnce)
    const sizes = await Promise.all(
      part.map(({ path }) =>
        stat(join(folder, path)).then(
          ({ size }) => size,
          () => -1,
        ),
      ),
    )
    found += part.filter(({ bytes }, i) => sizes[i] === bytes).length
  }
  return found
}

/** How many images of a project lie in the folder it is to move to; fails where it must not move there. */
export async function checkNewFolder(move: {
  readonly images: readonly ImageRecord[]
  readonly to: string
  /** The project that the new folder has by now, and where projects are kept. */
  readonly idThere: ProjectId
  readonly projects: string
}): Promise<number> {
  const found = await imagesInFolder(move.images, move.to)
  if (found === 0) {
    throw new AppError('project.not-here', {
      hint: 'Choose the folder that holds what the project’s folder held, with the same names inside.',
      detail: move.to,
    })
  }
  await checkUntouched(join(move.projects, move.idThere), move.to)
  return found
}

/** Fails when a project's folder in the data folder holds work already. */
export async function checkUntouched(folder: string, root: string): Promise<void> {
  const sizes = await Promise.all(
    [journalPath, snapshotPath].map((pathIn) =>
      stat(pathIn(folder)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  if (sizes.every((size) => size === 0)) return
  throw new AppError('project.taken', {
    hint: 'Open it and import this project’s export there: what is there already stays.',
    detail: root,
  })
}
