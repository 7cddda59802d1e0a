import type { Region, Shape } from '../../dialogue/region.ts'
import type { Size } from '../../geometry/spaces.ts'
import { assertNever } from '../../result.ts'
import type { Format, WriteContext, WriteSession } from '../format.ts'
import { asList, asRecord, asText } from '../import/json-field.ts'
import { importLabelStudio } from '../import/label-studio.ts'
import { labelStudioValue, percent } from '../label-studio-value.ts'
import { readImported } from '../read-imported.ts'
import type { ReadContext, ReadSession } from '../reader.ts'

const file = 'label-studio.json'

function resultValue(shape: Shape, label: string, size: Size): { kind: string; value: Record<string, unknown> } {
  const x = (value: number): number => percent(value / size.width)
  const y = (value: number): number => percent(value / size.height)
  switch (shape.kind) {
    case 'box': {
      const { rectanglelabels, ...value } = labelStudioValue(shape, label, size)
      return { kind: 'rectangle', value: label === '' ? value : { ...value, rectanglelabels } }
    }
    case 'point': {
      const value = { x: x(shape.x), y: y(shape.y), width: 0.5 }
      return { kind: 'keypoint', value: label === '' ? value : { ...value, keypointlabels: [label] } }
    }
    case 'polygon': {
      const value = { points: shape.points.map((one) => [x(one.x), y(one.y)]), closed: true }
      return { kind: 'polygon', value: label === '' ? value : { ...value, polygonlabels: [label] } }
    }
    default:
      return assertNever(shape)
  }
}

function resultOf({ shape, label, number }: Region, size: Size): Record<string, unknown> {
  const { kind, value } = resultValue(shape, label, size)
  return {
    id: `r${number}`,
    type: label === '' ? kind : `${kind}labels`,
    from_name: 'label',
    to_name: 'image',
    original_width: size.width,
    original_height: size.height,
    image_rotation: 0,
    value,
  }
}

function write({ fileOf }: WriteContext): WriteSession {
  return {
    writePicture({ image, regions }) {
      const result = regions.map((region) => resultOf(region, image))
      const text = JSON.stringify({ data: { image: fileOf(image) }, annotations: [{ result }], predictions: [] })
      return { lines: [{ file, text, image, shapes: () => regions.map(({ shape }) => shape) }], report: [] }
    },
  }
}

const suffix = /\.(?:jpe?g|png|webp|bmp|gif|tiff?)(?:$|[?#])/i

/** The key of `data` that names the picture: `image`, else the first whose text looks like a picture's name. */
function imageKey(task: unknown): string {
  const data = asRecord(asRecord(task)?.data) ?? {}
  if (typeof data.image === 'string') return 'image'
  return Object.keys(data).find((key) => suffix.test(asText(data[key]))) ?? 'image'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What a picture's address in a project may be called here: its path, and its base name with and without the prefix of uploads. */
function fileNames(address: string): string[] {
  const [, local] = /[?&]d=([^&]*)/.exec(address) ?? []
  const path = decoded(local ?? address.replace(/[?#].*$/, '').replace(/^[a-z]+:\/\/[^/]*\//i, '')).replace(/^\/+/, '')
  const base = path.slice(path.lastIndexOf('/') + 1)
  return [address, path, base, base.replace(/^[0-9a-f]{8}-/, '')]
}

function read(context: ReadContext): ReadSession {
  return {
    read({ value, place }) {
      const hasPeople = (asList(asRecord(value)?.annotations)?.length ?? 0) > 0
      const hasMachine = (asList(asRecord(value)?.predictions)?.length ?? 0) > 0
      const options = { imageKey: imageKey(value), annotation: 0, predictions: !hasPeople && hasMachine }
      const picture: ReadContext['picture'] = (address) => {
        for (const name of fileNames(address)) {
          const found = context.picture(name)
          if (found !== null) return found
        }
        return null
      }
      return readImported(importLabelStudio([value], options), place, { ...context, picture })
    },
  }
}

/** Label Studio's JSON: a task for each picture, percent of its size. */
export const labelStudio: Format = {
  id: 'label-studio',
  takes: 'pictures',
  dialects: [],
  frame: () => 'Percent of the upright picture’s width and height, floats: left, top, width, height',
  files: [{ name: file, about: 'Tasks with annotations for Label Studio’s import', layout: { kind: 'list' } }],
  can: { points: true, boxes: true, polygons: true, dialogue: false, severalImages: false, loss: false },
  pictures: 'named',
  lossless: false,
  stateless: true,
  open: write,
  reader: { layout: { kind: 'list' }, stateless: true, open: read },
}
