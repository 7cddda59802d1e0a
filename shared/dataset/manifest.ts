import * as v from 'valibot'
import { ExportFormat, ExportOptions } from '../api/dataset.ts'

export const Manifest = v.object({
  deixisExport: v.literal(1),
  format: ExportFormat,
  /** The coordinates of the files in one sentence. */
  frame: v.string(),
  dialect: v.nullable(v.string()),
  appVersion: v.string(),
  options: ExportOptions,
  records: v.number(),
  leftOut: v.object({ errors: v.number(), losses: v.number() }),
  warnings: v.number(),
  images: v.number(),
  files: v.array(
    v.object({
      name: v.string(),
      about: v.string(),
      records: v.number(),
      bytes: v.number(),
      sha256: v.string(),
    }),
  ),
})
/**
 * What lies beside exported files. It holds no time and no absolute path of its own, so that the same project gives the same bytes.
 */
export type Manifest = v.InferOutput<typeof Manifest>

/** The manifest's text; fields in the schema's order. There may be many thousand files: their fields are as they come. */
export function writeManifest(manifest: Manifest): string {
  const head = v.parse(Manifest, { ...manifest, files: [] })
  return `${JSON.stringify({ ...head, files: manifest.files }, null, 2)}\n`
}
