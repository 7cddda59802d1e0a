import Check from 'lucide-solid/icons/check'
import X from 'lucide-solid/icons/x'
import { For, type JSX, Show } from 'solid-js'
import { checklistSteps } from '../../state/create-settings.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import './checklist.css'

/** The five steps of the main job; each ticks when it was done once. */
export function Checklist(): JSX.Element {
  const { settings } = useWorkspace()
  const isDone = (step: (typeof checklistSteps)[number]): boolean => settings.checklist().done.includes(step)
  return (
    <Show when={!settings.checklist().dismissed}>
      <section class="checklist" aria-label={t('checklist.title')}>
        <header class="checklist-head">
          <h2>{t('checklist.title')}</h2>
          <span class="muted numbers">
            {t('checklist.progress', { done: settings.checklist().done.length, total: checklistSteps.length })}
          </span>
          <IconButton small label={t('checklist.dismiss')} icon={<X />} onPress={() => settings.dismissChecklist()} />
        </header>
        <ol>
          <For each={checklistSteps}>
            {(step) => (
              <li class="checklist-step" classList={{ 'checklist-done': isDone(step) }}>
                <span class="checklist-mark" aria-hidden="true">
                  <Show when={isDone(step)}>
                    <Check />
                  </Show>
                </span>
                <span>{label(`checklist.${step}`)}</span>
                <Show when={isDone(step)}>
                  <span class="visually-hidden">{t('checklist.done')}</span>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  )
}
