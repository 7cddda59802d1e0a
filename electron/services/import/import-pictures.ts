import type { ReportLine } from '../../../shared/api/dataset.ts'
import type { ImportSummary } from '../../../shared/api/import.ts'
import { createPictureMatcher } from '../../../shared/dataset/match-pictures.ts'
import type { Place, ReadContext } from '../../../shared/dataset/reader.ts'
import type { Dialect } from '../../../shared/dialects/dialect.ts'
import type { ImageFile } from '../../../shared/dialogue/image.ts'
import { parseXml } from '../files/xml-tree.ts'
import { imageIdOf } from '../project/project-ids.ts'

const namedMissing = 200

/** The pictures of a project as an import finds them, and which were found how. */
export type ImportPictures = {
  context(dialect: Dialect | null): ReadContext
  /** The project's picture; null, told in `report`, when there is none or more than one. */
  find(id: string, files: readonly string[], place: Place, report: ReportLine[]): ImageFile | null
  noteOtherSize(id: string): void
  summary(): ImportSummary['images']
}

/** Looks among these pictures. */
export function createImportPictures(images: ReadonlyMap<string, ImageFile>): ImportPictures {
  const matcher = createPictureMatcher(images.values())
  const how = new Map<string, 'path' | 'name' | 'stem'>()
  const used = new Set<string>()
  const missing = new Set<string>()
  const otherSize = new Set<string>()

  function look(file: string): ImageFile | null {
    const match = matcher.match(file)
    if (match.kind !== 'found') return null
    const before = how.get(match.image.id)
    if (before === undefined || match.by === 'path') how.set(match.image.id, match.by)
    return match.image
  }

  function countBy(by: string): number {
    let count = 0
    for (const id of used) if (how.get(id) === by) count++
    return count
  }

  return {
    context: (dialect) => ({ dialect, picture: look, looksInFolder: true, imageId: imageIdOf, parseXml }),
    find(id, files, place, report) {
      let image = images.get(id) ?? null
      for (const file of files) image ??= look(file)
      if (image !== null) {
        used.add(image.id)
        return image
      }
      const [file = ''] = files
      const isFirst = !missing.has(file)
      missing.add(file)
      if (!isFirst) return null
      const match = matcher.match(file)
      const at = { severity: 'error', ...place } as const
      if (match.kind === 'ambiguous') {
        const message = `${file} may be any of ${match.paths.slice(0, 3).join(', ')}: nothing of it is imported.`
        report.push({ ...at, code: 'image-ambiguous', message })
      } else {
        const name = file === '' ? 'A record names no picture' : `The project has no picture ${file}`
        report.push({ ...at, code: 'image-missing', message: `${name}: what belongs to it is left out.` })
      }
      return null
    },
    noteOtherSize: (id) => void otherSize.add(id),
    summary: () => ({
      matched: used.size,
      byName: countBy('name'),
      byStem: countBy('stem'),
      missing: missing.size,
      missingFiles: [...missing].slice(0, namedMissing),
      otherSize: otherSize.size,
    }),
  }
}
