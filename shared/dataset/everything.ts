import type { ExportOptions } from '../api/dataset.ts'

/** All that a project or a file holds, pictures left where they are; what has errors does not hold up the rest. */
export const everything: Omit<ExportOptions, 'format'> = {
  reviewedOnly: false,
  openProposals: true,
  images: 'none',
  paths: 'relative',
  validRest: true,
}
