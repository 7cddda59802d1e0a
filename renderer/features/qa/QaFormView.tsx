import { For, type JSX } from 'solid-js'
import { RowType } from '../../../shared/dialogue/dialogue.ts'
import { useWorkspace } from '../../state/workspace-context.ts'
import { label, t } from '../../text/translate.ts'

const columns = ['regions', 'type', 'split', 'state'] as const

/** Which columns, types and choices the project's table has. */
export function QaFormView(): JSX.Element {
  const { qa } = useWorkspace()
  function withType(type: RowType, wanted: boolean): RowType[] {
    return RowType.options.filter((each) => (each === type ? wanted : qa.form().types.includes(each)))
  }
  const isLast = (type: RowType): boolean => qa.form().types.length === 1 && qa.form().types[0] === type
  return (
    <div class="qa-form">
      <fieldset>
        <legend>{t('qa.form.columns')}</legend>
        <For each={columns}>
          {(name) => (
            <label>
              <input
                type="checkbox"
                checked={qa.form()[name]}
                onChange={(event) => qa.setForm({ [name]: event.currentTarget.checked })}
              />
              {t(`qa.form.${name}`)}
            </label>
          )}
        </For>
      </fieldset>
      <fieldset>
        <legend>{t('qa.form.types')}</legend>
        <For each={RowType.options}>
          {(type) => (
            <label>
              <input
                type="checkbox"
                checked={qa.form().types.includes(type)}
                disabled={isLast(type)}
                onChange={(event) => qa.setForm({ types: withType(type, event.currentTarget.checked) })}
              />
              {label(`qa.type.${type}`)}
            </label>
          )}
        </For>
      </fieldset>
      <label class="field qa-choices">
        <span>{t('qa.form.choices')}</span>
        <input
          class="field-input field-wide"
          type="text"
          value={qa.form().choices.join(', ')}
          onChange={(event) => {
            const choices = event.currentTarget.value.split(/[,，、]/).map((each) => each.trim())
            qa.setForm({ choices: [...new Set(choices.filter((each) => each !== ''))] })
          }}
        />
      </label>
    </div>
  )
}
