import { boxOf } from './mention.ts'
import { extreme, unseenExtreme } from './phrasings/extreme.ts'
import { vary } from './phrasings/vary.ts'
import type { Random } from './random.ts'
import type { SceneSpec } from './scene.ts'
import { ask, nounAt, type Question, theObjects } from './wording.ts'

const kinds = ['largest', 'smallest', 'leftmost', 'rightmost', 'topmost', 'lowest'] as const
type Kind = (typeof kinds)[number]

/** How much farther out a centre must be than all others (share of the long side). */
const clearMargin = 0.05
/** How much larger or smaller a box must be than all others. */
const clearRatio = 1.3

/** Which of all objects is the largest, the leftmost and so on; null where no one clearly is. */
export function askExtreme(scene: SceneSpec, random: Random): Question | null {
  const kind = random.pick(kinds)
  const ranked = scene.objects
    .map((_, object) => ({ object, rank: rankOf(scene, object, kind) }))
    .sort((a, b) => b.rank - a.rank)
  const [first, second] = ranked
  const margin = kind === 'largest' || kind === 'smallest' ? Math.log(clearRatio) : clearMargin
  if (!first || !second || first.rank - second.rank < margin) return null
  const words = scene.words === 'unseen' ? random.pick(unseenExtreme) : vary(random.pick(extreme), random)
  return {
    task: 'rec',
    form: 'extreme',
    question: ask(words, { side: kind }, random),
    answer: [...theObjects(scene, [first.object]), '.'],
    expect: { kind: 'boxes', name: nounAt(scene, first.object).name, objects: [first.object] },
  }
}

function rankOf(scene: SceneSpec, object: number, kind: Kind): number {
  const { x1, y1, x2, y2 } = boxOf(scene, object)
  switch (kind) {
    case 'largest':
      return Math.log((x2 - x1) * (y2 - y1))
    case 'smallest':
      return -Math.log((x2 - x1) * (y2 - y1))
    case 'leftmost':
      return -(x1 + x2) / 2
    case 'rightmost':
      return (x1 + x2) / 2
    case 'topmost':
      return -(y1 + y2) / 2
    case 'lowest':
      return (y1 + y2) / 2
  }
}
