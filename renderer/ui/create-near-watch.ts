import { onCleanup } from 'solid-js'

/** Calls back once, when the element comes nearer to what is in view than one height of its scrolling box. */
export type NearWatch = (element: Element, onNear: () => void) => void

/** Watches elements inside a scrolling box, for parts that need not be made before somebody can see them. */
export function createNearWatch(box: () => Element | undefined): NearWatch {
  const waiting = new Map<Element, () => void>()
  let observer: IntersectionObserver | undefined
  onCleanup(() => observer?.disconnect())
  return (element, onNear) => {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue
          observer?.unobserve(target)
          waiting.get(target)?.()
          waiting.delete(target)
        }
      },
      { root: box() ?? null, rootMargin: '100% 0px' },
    )
    waiting.set(element, onNear)
    observer.observe(element)
    onCleanup(() => {
      waiting.delete(element)
      observer?.unobserve(element)
    })
  }
}
