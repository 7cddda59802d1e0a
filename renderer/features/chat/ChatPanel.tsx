import type { JSX } from 'solid-js'
import { AwaitNote } from './AwaitNote.tsx'
import { ClosedToast } from './ClosedToast.tsx'
import { Composer } from './Composer.tsx'
import { DialogueTabs } from './DialogueTabs.tsx'
import { Transcript } from './Transcript.tsx'
import { WordsNote } from './WordsNote.tsx'
import './chat-panel.css'

/** The dialogues of the open picture: which one, its messages, and where the next is written. */
export function ChatPanel(): JSX.Element {
  return (
    <div class="chat-panel">
      <DialogueTabs />
      <Transcript />
      <WordsNote />
      <AwaitNote />
      <Composer />
      <ClosedToast />
    </div>
  )
}
