import type { DialectShape } from '../../dialects/dialect.ts'
import type { ImageFile } from '../../dialogue/image.ts'
import type { Region } from '../../dialogue/region.ts'
import { fileStem } from '../file-stem.ts'
import type { Format, WriteContext, WriteSession, WrittenLine } from '../format.ts'
import type { Corner } from '../import/imported.ts'
import { importYolo } from '../import/yolo.ts'
import { classNameFor, keepRegions, type RegionNeeds } from '../region-losses.ts'
import { yoloNumbers } from '../yolo-line.ts'
import { openYoloReader } from './yolo-reader.ts'

const shared = (file: string, text: string): WrittenLine => ({ file, text, image: null, shapes: () => [] })

/** A name that stands in one line of a class list. */
function oneLine(label: string): string {
  return /[\r\n\u2028\u2029]|^\s|\s$/.test(label) ? label.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim() : label
}

const needs: RegionNeeds = { name: 'YOLO', kinds: ['box', 'polygon'], label: true, area: true, legal: oneLine }

/** A text in YAML's double quotes, which take JSON's escapes. Ultralytics wants `train` and `val`; where nothing is held back they are one. */
function dataYaml(names: readonly string[], splits: ReadonlySet<string>): string {
  const first = splits.has('train') || splits.size === 0 ? 'train.txt' : null
  const val = splits.has('val') ? 'val.txt' : first
  const lists = [first && `train: ${first}\n`, val && `val: ${val}\n`, splits.has('test') && 'test: test.txt\n']
  const classes = names.map((name, index) => `  ${index}: ${JSON.stringify(name)}\n`).join('')
  return `path: .\n${lists.filter(Boolean).join('')}nc: ${names.length}\nnames:${classes === '' ? ' {}\n' : `\n${classes}`}`
}

function shapeOf(shape: Region['shape']): Parameters<typeof yoloNumbers>[0] | null {
  if (shape.kind === 'point') return null
  if (shape.kind === 'box') return shape
  return { kind: 'polygon', points: shape.points.map(({ x, y }): Corner => [x, y]) }
}

/** Whether these numbers are none that Ultralytics takes: it leaves out a picture's labels, all of them, when one is not within 0 and 1. */
function isRefused(shape: Region['shape'], { width, height }: ImageFile, numbers: string): boolean {
  if (shape.kind === 'box' && shape.x1 >= 0 && shape.y1 >= 0 && shape.x2 <= width && shape.y2 <= height) return false
  return numbers.split(' ').some((one) => Number(one) < 0 || Number(one) > 1)
}

type Labelled = {
  readonly file: string
  readonly image: ImageFile
  /** The numbers of the labels in their table. */
  readonly classes: readonly number[]
  /** What follows the class number in each line. */
  readonly numbers: readonly string[]
}

/** One text takes a tenth of the room of half a million short ones. */
type Waiting = Omit<Labelled, 'numbers'> & { readonly numbers: string }

function write({ fileOf, labels, splits }: WriteContext): WriteSession {
  // Classes that are not declared get their numbers when all are known, so that these do not depend on which picture comes first.
  const waiting: Waiting[] = []
  const paths: string[] = []

  function labelFile({ file, image, classes, numbers }: Labelled, numberOf: (label: number) => number): WrittenLine {
    const text = numbers.map((one, at) => `${numberOf(classes[at] ?? 0)} ${one}`).join('\n')
    return { file, text, image, shapes: () => readBack(text, image) }
  }

  return {
    writePicture(source) {
      const { image } = source
      const file = `labels/${fileStem(image.path)}.txt`
      if (!labels.claim(file)) {
        const message = `Another picture is called ${fileStem(image.path)} too: YOLO finds labels by that name alone.`
        const twice = { severity: 'error' as const, code: 'name-twice', message, imageId: image.id }
        return { lines: [], report: [twice] }
      }
      const { regions, report } = keepRegions(source, needs)
      const classes: number[] = []
      const numbers: string[] = []
      let refused = 0
      for (const { shape, label } of regions) {
        const one = shapeOf(shape)
        const number = labels.number(label)
        if (one === null) continue
        classes.push(number)
        const written = yoloNumbers(one, image)
        numbers.push(written)
        if (isRefused(shape, image, written)) refused++
      }
      if (refused > 0) {
        const message = `${refused} of the regions of ${image.path} reach so far out of it that numbers are not within 0 and 1: trainers leave out the picture then.`
        return {
          lines: [],
          report: [...report, { severity: 'error', code: 'out-of-range', message, imageId: image.id }],
        }
      }
      const kinds = new Set(regions.map(({ shape }) => shape.kind))
      const mixed =
        kinds.size < 2
          ? []
          : [
              {
                severity: 'warning' as const,
                code: 'mixed-kinds',
                message: 'Boxes and outlines stand in one file: trainers for outlines leave out the outlines then.',
                imageId: image.id,
              },
            ]
      const path = fileOf(image)
      paths.push(/^([/\\]|[A-Za-z]:)/.test(path) ? path : `./${path}`)
      if (!labels.isDeclared) waiting.push({ file, image, classes, numbers: numbers.join('\n') })
      return {
        lines: labels.isDeclared ? [labelFile({ file, image, classes, numbers }, (label) => label)] : [],
        report: [...report, ...mixed],
      }
    },
    *end() {
      const sorted = labels.sorted()
      const names = [...sorted.keys()]
      const numberOf = labels.names.map((name) => sorted.get(name) ?? 0)
      for (const one of waiting) {
        const numbers = one.classes.length === 0 ? [] : one.numbers.split('\n')
        yield labelFile({ ...one, numbers }, (label) => numberOf[label] ?? 0)
      }
      yield shared('train.txt', paths.join('\n'))
      if (labels.claim('classes.txt')) {
        yield shared('classes.txt', names.join('\n'))
        yield shared('data.yaml', dataYaml(names, splits()))
      }
    },
  }
}

function readBack(text: string, { width, height }: { width: number; height: number }): DialectShape[] {
  const { pictures } = importYolo(text, { file: '', width, height, classes: [], layout: 'counts' })
  return pictures.flatMap(({ regions }) =>
    regions.flatMap(({ shape }): DialectShape[] => {
      if (shape.kind === 'box') return [shape]
      return shape.kind === 'polygon' ? [{ kind: 'polygon', points: shape.points.map(([x, y]) => ({ x, y })) }] : []
    }),
  )
}

/** YOLO: a text file for each picture, numbers as six decimals of the picture's size, class names beside them. */
export const yolo: Format = {
  id: 'yolo',
  takes: 'pictures',
  dialects: [],
  frame: () =>
    'Parts of the upright picture’s width and height, six decimals: centre and size of boxes, corners of outlines',
  files: [
    { name: 'labels/*.txt', about: 'One object a line, one file for each picture', layout: { kind: 'whole' } },
    { name: 'classes.txt', about: 'Class names by line', layout: { kind: 'whole' } },
    { name: 'data.yaml', about: 'The data set for Ultralytics', layout: { kind: 'whole' } },
    { name: 'train.txt', about: 'The pictures, one a line', layout: { kind: 'whole' } },
  ],
  can: { points: false, boxes: true, polygons: true, dialogue: false, severalImages: false, loss: false },
  pictures: 'beside',
  className: (label) => classNameFor(needs, label),
  lossless: false,
  stateless: false,
  splitFile: (file, split) => (file === 'train.txt' ? `${split}.txt` : file),
  pictureFolder: () => 'images',
  open: write,
  reader: {
    layout: {
      kind: 'whole',
      first: ['*.yaml', '*.yml', '*classes.txt', '*obj.names'],
      files: ['*.txt'],
    },
    stateless: false,
    open: openYoloReader,
  },
}
