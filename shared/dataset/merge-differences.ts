import type { Region, Shape } from '../dialogue/region.ts'
import type { Turn } from '../dialogue/turn.ts'
import { sameValue } from '../document/record-changes.ts'
import { boxIou } from '../geometry/box.ts'

/** What two values of one record say differently; the one that is here stays. */
export type Difference = { readonly code: string; readonly message: string }

function howFar(here: Shape, there: Shape): string {
  if (here.kind === 'box' && there.kind === 'box') return ` (IoU ${boxIou(here, there).toFixed(2)})`
  if (here.kind === 'point' && there.kind === 'point') {
    return ` (${Math.hypot(here.x - there.x, here.y - there.y).toFixed(1)} px apart)`
  }
  return here.kind === there.kind ? '' : ` (a ${here.kind} here, a ${there.kind} in the file)`
}

/** What a file says differently of a region that is here already. */
export function regionDifferences(here: Region, there: Region): Difference[] {
  const found: Difference[] = []
  const name = `R${here.number}`
  const stays = 'It stays as it is here.'
  if (here.imageId !== there.imageId) {
    found.push({ code: 'other-picture', message: `${name} lies on another picture in the file. ${stays}` })
    return found
  }
  const [mine, theirs] = [here.proposal?.judgement, there.proposal?.judgement]
  const moved = !sameValue(here.shape, there.shape)
  if (mine !== theirs) {
    const far = moved ? howFar(here.shape, there.shape) : ''
    const message = `${name}: ${mine ?? 'no proposal'} here, ${theirs ?? 'no proposal'} in the file${far}. ${stays}`
    found.push({ code: 'judged-differently', message })
  } else if (moved) {
    found.push({
      code: 'region-differs',
      message: `${name} lies elsewhere in the file${howFar(here.shape, there.shape)}. ${stays}`,
    })
  }
  if (here.label !== there.label) {
    found.push({
      code: 'label-differs',
      message: `${name}: label “${here.label}” here, “${there.label}” in the file. ${stays}`,
    })
  }
  return found
}

/** What a file says differently of a message that is here already. */
export function turnDifferences(here: Turn, there: Turn): Difference[] {
  const found: Difference[] = []
  if (here.role !== there.role || !sameValue(here.parts, there.parts)) {
    found.push({ code: 'turn-differs', message: 'The message reads otherwise in the file. It stays as it is here.' })
  }
  if (here.review !== there.review) {
    const message = `The message is ${here.review} here, ${there.review} in the file. It stays as it is here.`
    found.push({ code: 'review-differs', message })
  }
  return found
}
