import * as v from 'valibot'

const idText = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))

export const ProjectId = v.pipe(idText, v.brand('ProjectId'))
/** Names one project; a folder of images, its documents and settings. */
export type ProjectId = v.InferOutput<typeof ProjectId>

export const ImageId = v.pipe(idText, v.brand('ImageId'))
/** Names one image of a project; derived from its path, so that a scan gives the same file the same id. */
export type ImageId = v.InferOutput<typeof ImageId>

export const RegionId = v.pipe(idText, v.brand('RegionId'))
/** Names one region for ever. */
export type RegionId = v.InferOutput<typeof RegionId>

export const DialogueId = v.pipe(idText, v.brand('DialogueId'))
export type DialogueId = v.InferOutput<typeof DialogueId>

export const TurnId = v.pipe(idText, v.brand('TurnId'))
export type TurnId = v.InferOutput<typeof TurnId>

export const CommitId = v.pipe(idText, v.brand('CommitId'))
/** Names one entry of the history. */
export type CommitId = v.InferOutput<typeof CommitId>

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz'

/**
 * A new id: milliseconds in base 36, then `random` mapped to 10 letters. Sorts roughly by time, needs no `crypto.randomUUID`
 * (which pages served over plain http to another host lack). `random` gives numbers in [0, 1), as `Math.random` does.
 */
export function newId<T extends string>(random: () => number = Math.random, now: () => number = Date.now): T {
  let tail = ''
  for (let i = 0; i < 10; i++) tail += alphabet[Math.floor(random() * alphabet.length)]
  return `${now().toString(36)}${tail}` as T
}
