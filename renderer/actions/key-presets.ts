import type { PresetName } from '../state/create-keymap.ts'
import type { MessageKey } from '../text/catalogue.ts'

/** The keys of another program: what it has on keys of ours, and what cannot be put on one. */
export type KeyPreset = {
  readonly keys: Readonly<Record<string, readonly string[]>>
  /** Keys of that program that mean nothing here, or cannot, and why. */
  readonly missing: readonly { readonly keys: string; readonly why: MessageKey }[]
}

const digits = (prefix: string): Record<string, readonly string[]> =>
  Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`label-${i + 1}`, [`${prefix}${i + 1}`]]))

/** Presets by name. A command that is not named keeps its own keys, unless the preset gives them to another one. */
export const keyPresets: Readonly<Record<PresetName, KeyPreset>> = {
  default: { keys: {}, missing: [] },
  cvat: {
    keys: {
      'tool-box': ['N'],
      'tool-polygon': [],
      'next-image': ['F', 'PageDown'],
      'previous-image': ['D', 'PageUp'],
      'delete-region': ['Delete'],
      'hide-region': ['H'],
      'lock-region': ['L'],
      'show-settings': ['F2'],
      'show-keys': ['F1'],
      'next-to-do': ['ArrowRight', 'Shift+D'],
      'previous-to-do': ['ArrowLeft', 'Shift+A'],
      ...digits('Mod+'),
    },
    missing: [
      { keys: 'T+H, T+L', why: 'preset.missing.chord' },
      { keys: 'Shift+Del', why: 'preset.missing.locked-delete' },
      { keys: 'Tab', why: 'preset.missing.tab' },
    ],
  },
  'label-studio': {
    keys: {
      'tool-box': ['R'],
      'tool-point': ['K'],
      'tool-polygon': ['P'],
      'tool-select': ['V'],
      'zoom-in': ['Mod++', 'Mod+='],
      'zoom-out': ['Mod+-'],
      'zoom-fit': ['Shift+1'],
      'zoom-actual': ['Shift+2'],
      'next-image': ['Mod+ArrowRight', 'PageDown'],
      'previous-image': ['Mod+ArrowLeft', 'PageUp'],
      'delete-region': ['Backspace', 'Delete'],
      'duplicate-region': ['Mod+D'],
      'region-after': ['Alt+.', ']'],
      'hide-region': ['Alt+H'],
      'hide-all': ['Mod+H'],
      'lock-region': ['Alt+L'],
      'image-skip': ['Mod+Space', 'Alt+S'],
    },
    missing: [
      { keys: 'H', why: 'preset.missing.hand' },
      { keys: 'M', why: 'preset.missing.detect' },
    ],
  },
  labelimg: {
    keys: {
      'open-folder': ['Mod+U', 'Mod+O'],
      'tool-box': ['W'],
      'next-image': ['D', 'PageDown'],
      'previous-image': ['A', 'PageUp'],
      'delete-region': ['Delete'],
      'duplicate-region': ['Mod+D'],
      'zoom-in': ['Mod++', 'Mod+='],
      'zoom-out': ['Mod+-'],
    },
    missing: [
      { keys: 'Space', why: 'preset.missing.space' },
      { keys: 'Ctrl+Shift+D', why: 'preset.missing.delete-image' },
    ],
  },
}
