import type { ExportOptions, ReportLine } from '../../api/dataset.ts'
import type { Document } from '../../document/document.ts'
import type { ImageId } from '../../ids.ts'
import { err } from '../../result.ts'
import { exportDocument } from '../export.ts'
import type { Format } from '../format.ts'
import type { DeixisRecord } from '../record.ts'
import { formatById } from '../registry.ts'

const all: Omit<ExportOptions, 'format'> = {
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: false,
}

/** A document as rows, with what they say read back, and the report as `severity code`. */
export function writeSample(document: Document, format: string, change: Partial<ExportOptions> = {}) {
  const options = { ...all, format, ...change }
  const steps = exportDocument(document, options, { fileOf: (image) => image.path, isMissing: () => false })
  const lines: { file: string; row: unknown; shapes: unknown }[] = []
  const report: string[] = []
  for (const step of steps) {
    for (const { file, text, shapes } of step.lines) lines.push({ file, row: JSON.parse(text), shapes: shapes() })
    for (const line of step.report) report.push(`${line.severity} ${line.code}`)
  }
  return { lines, report }
}

function formatNamed(id: string): Format {
  const format = formatById(id)
  if (format === null) throw new Error(`no format ${id}`)
  return format
}

/** A row read on pictures of 1000 × 800 pixels, in one of the format's dialects. */
export function readSample(
  id: string,
  row: unknown,
  dialectId?: string,
): { records: readonly DeixisRecord[]; report: ReportLine[] } {
  const format = formatNamed(id)
  const dialect = format.dialects.find((one) => one.id === dialectId) ?? format.dialects[0] ?? null
  const size = { width: 1000, height: 800, bytes: 0, modifiedAt: 0 }
  const session = format.reader?.open({
    dialect,
    picture: (path) => ({ id: path.replace(/\W/g, '') as ImageId, path, ...size }),
    imageId: (path) => path as ImageId,
    parseXml: () => err('no XML here'),
  })
  const value = session?.read({ place: { file: 'f', line: 1 }, value: row, text: '' })
  return { records: value?.records ?? [], report: [...(value?.report ?? [])] }
}
