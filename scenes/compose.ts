import { heldoutFamilies } from './backgrounds/heldout-families.ts'
import { shapeFamilies } from './backgrounds/shape-families.ts'
import { trainFamilies } from './backgrounds/train-families.ts'
import { nouns } from './nouns.ts'
import { Occupancy } from './occupancy.ts'
import { Random } from './random.ts'
import type { SceneObject, SceneSpec, Split } from './scene.ts'
import { spriteOf, styles, turnedInk } from './sprites.ts'

/** Streams of random numbers of one scene: a change in how one part is made leaves the others as they are. */
export const strand = { layout: 1, background: 2, augmentation: 3, dialogue: 4 } as const

const familiesOf = { train: [...trainFamilies, ...shapeFamilies], heldout: heldoutFamilies } as const
const splitSalt: Record<Split, number> = { train: 0x7261, heldout: 0x6864 }
const commonRatios = [1, 1, 4 / 3, 4 / 3, 3 / 2, 16 / 9, 2]
const countWeights = [9, 15, 18, 17, 14, 12, 8, 7]
const smallest = 0.06
const largest = 0.6

export type ComposeOptions = {
  /** Drawing styles to choose from; the two trained ones unless told. */
  readonly styles?: readonly string[]
  /** Number of objects aimed at; drawn by weight unless told. */
  readonly count?: number
  /** Width divided by height, from 1/2 to 2. */
  readonly aspect?: number
  /** Largest object, as a share of the long side. */
  readonly largest?: number
  readonly families?: readonly string[]
  /** Share of scenes with 7 to 12 objects of at most 0.28: much to see for a reader of pixels in training. */
  readonly crowds?: number
  /** In which words the scene is asked about; changes nothing of what is drawn. */
  readonly words?: SceneSpec['words']
}

/** The random numbers of one part of one scene. */
export function strandOf(seed: number, index: number, split: Split, part: number): Random {
  return new Random(splitSalt[split], seed, index, part)
}

/** Scene number `index` of a seed: the same on every machine. */
export function composeScene(seed: number, index: number, split: Split, options: ComposeOptions = {}): SceneSpec {
  const random = strandOf(seed, index, split, strand.layout)
  const extent = drawExtent(random, options.aspect)
  const objects = placeObjects(random, extent, options)
  const families = options.families ?? familiesOf[split].map(({ name }) => name)
  const paint = strandOf(seed, index, split, strand.background)
  const background = { family: paint.pick(families), seed: paint.bits() }
  const spec = { seed, index, split, ...extent, background, ...objects }
  return options.words === undefined ? spec : { ...spec, words: options.words }
}

function drawExtent(random: Random, aspect: number | undefined) {
  const ratio = random.chance(0.5) ? random.pick(commonRatios) : random.between(1, 2)
  const upright = random.chance(0.5)
  const drawn = aspect ?? (upright ? 1 / ratio : ratio)
  return drawn >= 1 ? { width: 1, height: 1 / drawn } : { width: drawn, height: 1 }
}

function placeObjects(random: Random, extent: { width: number; height: number }, options: ComposeOptions) {
  const occupancy = new Occupancy(extent.width, extent.height)
  const choice = options.styles ?? styles
  const sceneStyle = random.chance(0.5) ? random.pick(choice) : null
  const isCrowd = options.crowds !== undefined && options.crowds > 0 && random.chance(options.crowds)
  const count = options.count ?? (isCrowd ? 7 + random.below(6) : random.weighted(countWeights) + 1)
  const most = Math.min(options.largest ?? largest, isCrowd ? 0.28 : count > 5 ? 0.34 : count > 3 ? 0.45 : largest)
  const repeats = random.chance(0.4)
  const objects: SceneObject[] = []
  for (let n = 0; n < count; n++) {
    const again = repeats && objects.length > 0 && random.chance(0.45)
    const name = again ? random.pick(objects).name : random.pick(nouns).name
    for (let tries = 0; tries < 12; tries++) {
      const object = drawObject(random, name, sceneStyle ?? random.pick(choice), extent, most)
      if (!occupancy.add(object)) continue
      objects.push(object)
      break
    }
  }
  const points = [
    ...objects.map((_, object) => ({ object, at: occupancy.pointOn(object, random) })),
    ...[0, 1].map(() => ({ object: null, at: occupancy.pointOnBackground(0.03, random) })),
  ].flatMap(({ object, at }) => (at ? [{ object, at }] : []))
  return { objects, points }
}

function drawObject(
  random: Random,
  name: string,
  style: string,
  extent: { width: number; height: number },
  most: number,
): SceneObject {
  const flip = random.chance(0.5)
  // tan(15 degrees / 2) is 0.1317: half of all objects stand upright, the others lean up to 15 degrees.
  const tanHalf = random.chance(0.5) ? 0 : random.between(-0.1317, 0.1317)
  const ink = turnedInk(spriteOf(style, name), flip, tanHalf)
  const inkWidth = ink.x2 - ink.x1
  const inkHeight = ink.y2 - ink.y1
  const uniform = random.next()
  // Favours small objects about as a uniform logarithm would, with nothing but a square root.
  const wanted = smallest + (most - smallest) * uniform * Math.sqrt(uniform)
  const room = 0.96 * Math.min(extent.width / inkWidth, extent.height / inkHeight)
  const scale = Math.min(wanted / Math.max(inkWidth, inkHeight), room)
  const center = {
    x: random.between(-ink.x1 * scale, extent.width - ink.x2 * scale),
    y: random.between(-ink.y1 * scale, extent.height - ink.y2 * scale),
  }
  const changed = random.chance(0.5)
  const light = random.between(0.82, 1.12)
  const gain = (): number => (changed ? light * random.between(0.9, 1.1) : 1)
  return {
    name,
    style,
    center,
    scale,
    flip,
    tanHalf,
    gain: [gain(), gain(), gain()],
    opacity: random.chance(0.2) ? random.between(0.82, 1) : 1,
    box: {
      x1: center.x + ink.x1 * scale,
      y1: center.y + ink.y1 * scale,
      x2: center.x + ink.x2 * scale,
      y2: center.y + ink.y2 * scale,
    },
  }
}
