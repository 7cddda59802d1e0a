import type { Imported } from './imported.ts'

/** What was read without the fields of regions that hold a tool's default, and so say nothing. */
export function withoutDefaults(imported: Imported, defaults: Readonly<Record<string, unknown>>): Imported {
  const pictures = imported.pictures.map((picture) => ({
    ...picture,
    regions: picture.regions.map(({ fields, ...region }) => {
      const said = Object.entries(fields ?? {}).filter(([name, value]) => defaults[name] !== value)
      return said.length === 0 ? region : { ...region, fields: Object.fromEntries(said) }
    }),
  }))
  return { ...imported, pictures }
}
