import { type Accessor, createEffect, createRenderEffect, createSignal, onCleanup } from 'solid-js'
import * as v from 'valibot'
import { Device, GenerateOptions } from '../../shared/api/engine.ts'
import { en } from '../text/en.ts'
import { setLanguage } from '../text/translate.ts'
import { zh } from '../text/zh.ts'
import { createKeymap, type Keymap } from './create-keymap.ts'
import { createStored, type KeyValueStore } from './create-stored.ts'

const Theme = v.picklist(['system', 'light', 'dark'])
export type Theme = v.InferOutput<typeof Theme>

const Language = v.picklist(['system', 'en', 'zh-CN'])
export type Language = v.InferOutput<typeof Language>

const Panes = v.object({
  left: v.number(),
  right: v.number(),
  drawer: v.number(),
  leftOpen: v.boolean(),
  rightOpen: v.boolean(),
  /** Which of the two shows where a narrow window has room for one. */
  rightTab: v.optional(v.picklist(['dialogue', 'regions']), 'dialogue'),
})
/** Sizes of the panes in CSS pixels, and whether the side panes are open. */
export type Panes = v.InferOutput<typeof Panes>

const ImageView = v.picklist(['list', 'grid'])
/** How the images of a project are listed. */
export type ImageView = v.InferOutput<typeof ImageView>

const MentionView = v.picklist(['chips', 'text'])
/** How mentions are written in composer and transcript: as chips, or as the model's coordinate text. */
export type MentionView = v.InferOutput<typeof MentionView>

/** The steps a newcomer does once. */
export const checklistSteps = ['draw', 'mention', 'ask', 'correct', 'export'] as const
export type ChecklistStep = (typeof checklistSteps)[number]
const Checklist = v.object({ done: v.array(v.picklist(checklistSteps)), dismissed: v.boolean() })

const Access = v.object({
  contrast: v.picklist(['system', 'high']),
  motion: v.picklist(['system', 'reduced']),
  /** Percent of the usual size of texts. */
  textSize: v.pipe(v.number(), v.integer(), v.minValue(90), v.maxValue(140)),
})
/** How the page is made easier to see. */
export type Access = v.InferOutput<typeof Access>

/** As it is without anybody's wish. */
export const plainAccess: Access = { contrast: 'system', motion: 'system', textSize: 100 }

/** What people set for this machine; applied and kept at once. */
export type Settings = {
  readonly theme: Accessor<Theme>
  setTheme(theme: Theme): void
  /** The theme that shows, after the system's wish. */
  readonly shownTheme: Accessor<'light' | 'dark'>
  readonly language: Accessor<Language>
  setLanguage(language: Language): void
  readonly access: Accessor<Access>
  setAccess(change: Partial<Access>): void
  readonly keymap: Keymap
  /** Who judges and writes here; kept with reviews. Empty until somebody says. */
  readonly reviewer: Accessor<string>
  setReviewer(name: string): void
  readonly panes: Accessor<Panes>
  setPanes(change: Partial<Panes>): void
  readonly imageView: Accessor<ImageView>
  setImageView(view: ImageView): void
  readonly mentionView: Accessor<MentionView>
  setMentionView(view: MentionView): void
  readonly generate: Accessor<GenerateOptions>
  setGenerate(change: Partial<GenerateOptions>): void
  readonly device: Accessor<Device>
  setDevice(device: Device): void
  readonly checklist: Accessor<v.InferOutput<typeof Checklist>>
  /** Ticks a step off when it was done for the first time. */
  tick(step: ChecklistStep): void
  dismissChecklist(): void
  showChecklist(): void
  /** For what belongs to one dialogue, such as a draft. */
  readonly store: KeyValueStore
}

/** Settings kept in `store`. Sets the page's theme while its owner lives. */
export function createSettings(store: KeyValueStore): Settings {
  const [theme, setTheme] = createStored<Theme>(store, 'deixis.theme', Theme, 'system')
  const [language, chooseLanguage] = createStored<Language>(store, 'deixis.language', Language, 'system')
  const [access, setAccess] = createStored<Access>(store, 'deixis.access', Access, plainAccess)
  const [reviewer, setReviewer] = createStored<string>(store, 'deixis.reviewer', v.string(), '')
  const keymap = createKeymap(store)
  // A large window begins with more of everything; sizes that people chose stay.
  const roomy = window.innerWidth >= 1920
  const [panes, setPanes] = createStored<Panes>(store, 'deixis.panes', Panes, {
    left: roomy ? 280 : 216,
    right: roomy ? 480 : 384,
    drawer: roomy ? 360 : 224,
    leftOpen: true,
    rightOpen: true,
    rightTab: 'dialogue',
  })
  const [imageView, setImageView] = createStored<ImageView>(store, 'deixis.image-view', ImageView, 'list')
  const [mentionView, setMentionView] = createStored<MentionView>(store, 'deixis.mention-view', MentionView, 'chips')
  const [generate, setGenerate] = createStored<GenerateOptions>(store, 'deixis.generate', GenerateOptions, {
    maxTokens: 256,
    temperature: 0,
    seed: 0,
    constrained: true,
  })
  const [device, setDevice] = createStored<Device>(store, 'deixis.device', Device, 'auto')
  const [checklist, setChecklist] = createStored(store, 'deixis.checklist', Checklist, { done: [], dismissed: false })

  const darkWish = matchMedia('(prefers-color-scheme: dark)')
  const [systemDark, setSystemDark] = createSignal(darkWish.matches)
  const follow = (): void => void setSystemDark(darkWish.matches)
  darkWish.addEventListener('change', follow)
  onCleanup(() => darkWish.removeEventListener('change', follow))

  const shownTheme = (): 'light' | 'dark' => {
    const wish = theme()
    if (wish !== 'system') return wish
    return systemDark() ? 'dark' : 'light'
  }
  createEffect(() => {
    document.documentElement.dataset.theme = shownTheme()
  })
  createRenderEffect(() => {
    const wish = language() === 'system' ? navigator.language : language()
    const isChinese = wish.toLowerCase().startsWith('zh')
    setLanguage(isChinese ? 'zh-CN' : 'en', isChinese ? zh : en)
    document.documentElement.lang = isChinese ? 'zh-CN' : 'en'
  })
  createEffect(() => {
    const { contrast, motion, textSize } = access()
    const { dataset, style } = document.documentElement
    dataset.contrast = contrast
    dataset.motion = motion
    style.setProperty('--text-scale', String(textSize / 100))
  })

  return {
    theme,
    setTheme,
    shownTheme,
    language,
    setLanguage: chooseLanguage,
    access,
    setAccess: (change) => setAccess({ ...access(), ...change }),
    keymap,
    reviewer,
    setReviewer,
    panes,
    setPanes: (change) => setPanes({ ...panes(), ...change }),
    imageView,
    setImageView,
    mentionView,
    setMentionView,
    generate,
    setGenerate: (change) => setGenerate({ ...generate(), ...change }),
    device,
    setDevice,
    checklist,
    tick(step) {
      if (!checklist().done.includes(step)) setChecklist({ ...checklist(), done: [...checklist().done, step] })
    },
    dismissChecklist: () => setChecklist({ ...checklist(), dismissed: true }),
    showChecklist: () => setChecklist({ ...checklist(), dismissed: false }),
    store,
  }
}
