import type { ImageId, ProjectId } from '../../../shared/ids.ts'
import { sha256Of } from '../files/sha256.ts'

function shortHash(text: string): string {
  return sha256Of(text, 'base64url').slice(0, 16)
}

/** The id of the project in a folder, from the folder's real path. */
export function projectIdOf(realPath: string): ProjectId {
  return `p${shortHash(realPath)}` as ProjectId
}

/** The id of a picture, from its path relative to the project's folder with `/` between its parts. */
export function imageIdOf(path: string): ImageId {
  return `i${shortHash(path)}` as ImageId
}
