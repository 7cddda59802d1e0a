import { batch, createEffect, createMemo, createSignal, on, untrack } from 'solid-js'
import type { ImageRecord } from '../../shared/dialogue/image.ts'
import type { Review as GivenReview, Verdict } from '../../shared/dialogue/region.ts'
import type { Part } from '../../shared/dialogue/turn.ts'
import { reviewRegion, reviewTurn } from '../../shared/document/commands/review-item.ts'
import {
  orderedItems,
  plainWords,
  type Reviewable,
  type ReviewItem,
  reviewItems,
} from '../../shared/evaluation/review-queue.ts'
import type { ImageId, RegionId, TurnId } from '../../shared/ids.ts'
import type { DocumentStore } from '../db/document-store.ts'
import type { Library } from './create-library.ts'
import type { Settings } from './create-settings.ts'
import type { Editor } from './editor.ts'
import type { QueueOptions, Review, ReviewRecord } from './review.ts'

export type ReviewParts = {
  readonly editor: Editor
  readonly library: Pick<Library, 'open'>
  /** The pictures whose items are in the queue. */
  readonly shown: () => readonly ImageRecord[]
  readonly settings: Pick<Settings, 'reviewer'>
  readonly store: Pick<DocumentStore, 'reviewable'>
  readonly now?: () => number
}

const noRecords: Reviewable = { regions: [], turns: [], dialogues: [] }

/** The review of one open project. Reads the whole store once whenever a queue is made, never on a change. */
export function createReview(parts: ReviewParts): Review {
  const { editor, library, settings } = parts
  const now = parts.now ?? Date.now
  const [options, setOptions] = createSignal<QueueOptions>({ scope: 'open', order: 'score', percent: 10, seed: 1 })
  const [loading, setLoading] = createSignal(false)
  const [records, setRecords] = createSignal<Reviewable>(noRecords)
  const [items, setItems] = createSignal<readonly ReviewItem[]>([])
  const [currentId, setCurrentId] = createSignal<string | null>(null)
  const [verdicts, setVerdicts] = createSignal<ReadonlyMap<string, Verdict>>(new Map())
  const [session, setSession] = createSignal({ judged: 0, seconds: 0 })
  const [comment, setComment] = createSignal('')
  const [editing, setEditing] = createSignal(false)
  const [commenting, setCommenting] = createSignal(false)
  const [wholePicture, setWholePicture] = createSignal(false)
  let shownAt = now()

  const byId = createMemo(() => new Map(items().map((item, index) => [item.id, { item, index }])))
  const current = createMemo(() => byId().get(currentId() ?? '')?.item ?? null)
  const onImage = createMemo(() => {
    const grouped = new Map<string, ReviewItem[]>()
    for (const item of items()) {
      const list = grouped.get(item.imageId)
      if (list === undefined) grouped.set(item.imageId, [item])
      else list.push(item)
    }
    return grouped
  })

  function make(): void {
    const { scope, order, ...sample } = options()
    const me = settings.reviewer()
    const shown = new Set<string>(parts.shown().map((image) => image.id))
    const mine = (item: ReviewItem): GivenReview | undefined =>
      item.reviews.find((review) => review.by === me && !review.settles)
    const wanted = reviewItems(records()).filter(
      (item) => shown.has(item.imageId) && (scope === 'open' ? !item.decided : mine(item) === undefined),
    )
    batch(() => {
      setItems(orderedItems(wanted, order, sample))
      setVerdicts(new Map())
      setSession({ judged: 0, seconds: 0 })
      moveTo(items()[0]?.id ?? null)
    })
  }

  async function refresh(): Promise<void> {
    await editor.ready
    await stored()
    setRecords(await parts.store.reviewable())
  }

  async function load(): Promise<void> {
    setLoading(true)
    try {
      await refresh()
      make()
    } finally {
      setLoading(false)
    }
  }

  /** Waits a moment for what was just committed; gives up where saving fails, since the banner says so. */
  async function stored(): Promise<void> {
    for (let turn = 0; turn < 50 && editor.saveState().kind === 'saving'; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  function moveTo(id: string | null): void {
    batch(() => {
      setCurrentId(id)
      setEditing(false)
      setCommenting(false)
      setComment('')
    })
  }

  createEffect(() => {
    const item = current()
    if (item !== null && untrack(editor.imageId) !== item.imageId) void library.open(item.imageId)
  })

  const record = createMemo((): ReviewRecord | null => {
    const item = current()
    if (item === null || editor.imageId() !== item.imageId) return null
    if (item.kind === 'region') {
      const region = editor.document.regions[item.id]
      return region === undefined ? null : { kind: 'region', region }
    }
    const turn = editor.document.turns[item.id]
    if (turn === undefined) return null
    const before = Object.values(editor.document.turns)
      .filter((each) => each.dialogueId === turn.dialogueId && each.role === 'user' && each.order < turn.order)
      .sort((a, b) => b.order - a.order)
    return { kind: 'turn', turn, question: before[0] ?? null }
  })
  const inView = createMemo(() => (record() === null ? null : currentId()))
  createEffect(
    on(inView, () => {
      shownAt = now()
      const item = current()
      setComment(item === null ? '' : (ownReview(item)?.comment ?? ''))
    }),
  )

  /** One's own review of an item on the open picture. */
  function ownReview(item: ReviewItem): GivenReview | undefined {
    const { regions, turns } = editor.snapshot()
    const reviews = (item.kind === 'region' ? regions[item.id] : turns[item.id])?.reviews ?? []
    return reviews.find((review) => review.by === settings.reviewer() && !review.settles)
  }

  // Verdicts follow the document, so that undo opens an item again, and goes to it.
  createEffect(
    on(editor.snapshot, () => {
      const here = onImage().get(editor.imageId() ?? '') ?? []
      const before = verdicts()
      const next = new Map(before)
      let reopened: string | null = null
      for (const item of here) {
        const verdict = ownReview(item)?.verdict
        if (verdict !== undefined) next.set(item.id, verdict)
        else if (next.delete(item.id)) reopened = item.id
      }
      setVerdicts(next)
      if (reopened !== null) moveTo(reopened)
    }),
  )

  const ready = (): boolean => editor.writable() && settings.reviewer() !== '' && record() !== null

  function reviewOf(item: ReviewItem, verdict: Verdict, seconds: number, words?: readonly Part[]): GivenReview {
    const said = comment().trim()
    const turn = item.kind === 'turn' ? editor.snapshot().turns[item.id] : undefined
    const text = turn && plainWords(words ?? turn.parts, (id) => editor.snapshot().regions[id])
    return {
      by: settings.reviewer(),
      verdict,
      at: now(),
      seconds,
      ...(said === '' ? {} : { comment: said }),
      ...(text === undefined || verdict === 'reject' ? {} : { text }),
    }
  }

  function put(item: ReviewItem, review: GivenReview, words?: readonly Part[]): void {
    editor.commit(`history.review-${review.verdict}`, (draft) => {
      if (item.kind === 'region') return reviewRegion(item.id as RegionId, review)(draft)
      const turn = draft.turns[item.id]
      if (turn && words) turn.parts = [...words]
      reviewTurn(item.id as TurnId, review)(draft)
    })
  }

  /** The next item without one's verdict, going round; the one after where all have one. */
  function next(): void {
    const list = items()
    const at = byId().get(currentId() ?? '')?.index ?? -1
    const round = [...list.slice(at + 1), ...list.slice(0, Math.max(at, 0))]
    const open = round.find((item) => !verdicts().has(item.id))
    moveTo((open ?? list[Math.min(at + 1, list.length - 1)])?.id ?? null)
  }

  return {
    options,
    setOptions(change) {
      setOptions({ ...options(), ...change })
      make()
    },
    load,
    refresh,
    loading,
    records,
    items,
    current,
    record,
    go: moveTo,
    show(id) {
      const item = reviewItems(records()).find((each) => each.id === id)
      if (item === undefined) return
      setItems([item, ...items()])
      moveTo(id)
    },
    step(by) {
      const list = items()
      const at = byId().get(currentId() ?? '')?.index ?? 0
      const to = list[Math.min(Math.max(at + by, 0), list.length - 1)]
      if (to !== undefined) moveTo(to.id)
    },
    verdict: (id) => verdicts().get(id) ?? null,
    remaining: () => items().length - verdicts().size,
    rate() {
      const { judged, seconds } = session()
      return judged === 0 || seconds === 0 ? null : (60 * judged) / seconds
    },
    ready,
    judge(verdict, words) {
      const item = current()
      if (item === null || !ready()) return
      const seconds = Math.max(0, Math.round((now() - shownAt) / 100) / 10)
      const spent = Math.max(0, (now() - shownAt) / 1000)
      batch(() => {
        put(item, reviewOf(item, verdict, seconds, words), words)
        setSession({ judged: session().judged + 1, seconds: session().seconds + spent })
      })
      next()
    },
    async settle(kind, id, chosen) {
      const all = records()
      const turn = all.turns.find((each) => each.id === id)
      const dialogue = all.dialogues.find((each) => each.id === turn?.dialogueId)
      const imageId: ImageId | undefined =
        kind === 'region' ? all.regions.find((each) => each.id === id)?.imageId : dialogue?.imageIds[0]
      if (imageId === undefined) return
      if (editor.imageId() !== imageId) await library.open(imageId)
      const { seconds: _seconds, comment: _comment, ...said } = chosen
      const review: GivenReview = { ...said, by: settings.reviewer(), at: now(), settles: true }
      const recipe = kind === 'region' ? reviewRegion(id as RegionId, review) : reviewTurn(id as TurnId, review)
      editor.commit('history.review-settle', recipe)
      await refresh()
    },
    comment,
    setComment(text) {
      setComment(text)
      const item = current()
      const own = item && ownReview(item)
      if (!item || !own || (own.comment ?? '') === text.trim()) return
      const { comment: _old, ...rest } = own
      put(item, text.trim() === '' ? rest : { ...rest, comment: text.trim() })
    },
    editing,
    setEditing,
    commenting,
    setCommenting,
    wholePicture,
    setWholePicture,
  }
}
