import type { ExportOptions, ReportLine } from '../../../shared/api/dataset.ts'
import { everything } from '../../../shared/dataset/everything.ts'
import { exportDocument } from '../../../shared/dataset/export.ts'
import { type Format, pictureAddress, type WrittenLine } from '../../../shared/dataset/format.ts'
import type { Piece, Read } from '../../../shared/dataset/reader.ts'
import type { Document } from '../../../shared/document/document.ts'
import { parseXml } from '../files/xml-tree.ts'
import { imageIdOf } from '../project/project-ids.ts'

/** A document's export, in memory. */
export function writeSample(
  format: Format,
  document: Document,
  change: Partial<ExportOptions> = {},
): { lines: WrittenLine[]; report: ReportLine[] } {
  const options: ExportOptions = {
    format: format.id,
    ...everything,
    ...change,
  }
  const steps = [...exportDocument(document, options, { fileOf: (image) => image.path, isMissing: () => false })]
  return { lines: steps.flatMap((step) => step.lines), report: steps.flatMap((step) => step.report) }
}

/** The lines as the format's reader gets them: containers as what their writers put in, files of many whole. */
export function piecesOfLines(format: Format, lines: readonly WrittenLine[]): Piece[] {
  const layout = format.reader?.layout
  if (layout?.kind === 'whole') {
    const files = new Map<string, string[]>()
    for (const { file, text } of lines) files.set(file, [...(files.get(file) ?? []), text])
    const fits = (file: string, patterns: readonly string[]): boolean =>
      patterns.some((pattern) => file.endsWith(pattern.replace(/^.*\*/, '')))
    const whole = [...files].map(
      ([file, texts]): Piece => ({
        place: { file, line: 1 },
        value: null,
        text: `${texts.join('\n')}\n`,
      }),
    )
    const first = whole.filter(({ place }) => fits(place.file, layout.first))
    return [...first, ...whole.filter((piece) => !first.includes(piece) && fits(piece.place.file, layout.files))]
  }
  const counts = new Map<string, number>()
  return lines.flatMap(({ file, text, array, image, otherImages = [], members, pictures }): Piece[] => {
    if (image === null && array === undefined) return []
    const key = `${file} ${array ?? ''}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const place = { file, line: counts.get(key) ?? 1 }
    const images = image === null ? [] : [image, ...otherImages]
    const said = images.reduce(
      (all, { path }, index) => all.replaceAll(JSON.stringify(pictureAddress(index)), () => JSON.stringify(path)),
      text,
    )
    const bytes = (content: string | { picture: unknown }): Uint8Array =>
      new TextEncoder().encode(typeof content === 'string' ? content : 'picture')
    if (members !== undefined) {
      const fields = members.map(({ name, content }) => [
        name.replace(/^.*\//, '').replace(/^[^.]*\./, ''),
        bytes(content),
      ])
      return [{ place, value: null, text: '', members: Object.fromEntries(fields) }]
    }
    const columns = Object.entries(pictures ?? {}).map(([name, list]) => [
      name,
      list.map(({ path }) => ({ bytes: bytes('picture'), path })),
    ])
    const value = { ...JSON.parse(said), ...Object.fromEntries(columns) }
    return [{ place, value, text: said, ...(array === undefined ? {} : { array }) }]
  })
}

/** What the format's reader makes of pieces, on the document's pictures. */
export function readPieces(format: Format, pieces: readonly Piece[], document: Document): Read[] {
  const session = format.reader?.open({
    dialect: format.dialects[0] ?? null,
    picture: (file) => Object.values(document.images).find(({ path }) => path === file) ?? null,
    imageId: imageIdOf,
    parseXml,
  })
  return [...pieces.flatMap((piece) => session?.read(piece) ?? []), ...(session?.end?.() ?? [])]
}
