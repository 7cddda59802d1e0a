import type { PromptTemplate } from './dialect.ts'

const curious = (who: string): string =>
  `A chat between a curious ${who} and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the ${who}'s questions.`

const image = '<image>\n'
const imagePlacement = 'turn-start'

const vicunaForm = { user: 'USER: {text} ASSISTANT:', assistant: ' {text}</s>', image, imagePlacement } as const

function chatml(system: string, end: string): PromptTemplate {
  return {
    system: `<|im_start|>system\n${system}${end}`,
    user: `<|im_start|>user\n{text}${end}<|im_start|>assistant\n`,
    assistant: `{text}${end}`,
    image,
    imagePlacement,
  }
}

/** The system text stands inside the first question; a later question begins its own sequence. */
function llama2(system: string): PromptTemplate {
  return {
    system: `[INST] <<SYS>>\n${system}\n<</SYS>>\n\n`,
    user: '{text} [/INST]',
    laterUser: '<s>[INST] {text} [/INST]',
    assistant: ' {text} </s>',
    image,
    imagePlacement,
  }
}

const understands =
  'is able to understand the visual content that the user provides, and assist the user with a variety of tasks using natural language.'

const llama2Default = [
  'You are a helpful, respectful and honest assistant. Always answer as helpfully as possible, while being safe.  Your answers should not include any harmful, unethical, racist, sexist, toxic, dangerous, or illegal content. Please ensure that your responses are socially unbiased and positive in nature.',
  "If a question does not make any sense, or is not factually coherent, explain why instead of answering something not correct. If you don't know the answer to a question, please don't share false information.",
].join('\n\n')

/** LLaVA 1.5 and the vicuna models of 1.6. */
export const llavaVicuna: PromptTemplate = { system: `${curious('user')} `, ...vicunaForm }

/** LLaVA v0 as it generates. Its training text has another form; only the loss depends on that. */
export const llavaV0: PromptTemplate = {
  system: `${curious('human')}###`,
  user: 'Human: {text}###Assistant:',
  assistant: ' {text}###',
  image,
  imagePlacement,
}

/**
 * The prompt forms that LLaVA models were trained with, by the names of `llava/conversation.py` (haotian-liu/LLaVA @ c121f0432d,
 * LLaVA-VL/LLaVA-NeXT @ df179663ae). The sentences are part of the form: a model answers worse to others.
 */
export const llavaTemplates = {
  conv_llava_v0: llavaV0,
  conv_vicuna_v1: llavaVicuna,
  conv_llava_v1: { system: `${curious('human')} `, ...vicunaForm },
  conv_llava_v1_mmtag: {
    system: `A chat between a curious user and an artificial intelligence assistant. The assistant ${understands}The visual content will be provided with the following format: <Image>visual content</Image>. `,
    ...vicunaForm,
    image: '<Image><image></Image>\n',
  },
  conv_llama_2: llama2(llama2Default),
  conv_llava_llama_2: llama2(
    `You are a helpful language and vision assistant. You are able ${understands.slice('is able '.length)}`,
  ),
  conv_mistral_instruct: {
    system: '',
    user: '[INST] {text} [/INST]',
    assistant: ' {text} </s>',
    image,
    imagePlacement,
  },
  conv_chatml_direct: chatml('Answer the questions.', '<|im_end|>'),
  conv_mpt: chatml(
    'A conversation between a user and an LLM-based AI assistant. The assistant gives helpful and honest answers.',
    '<|im_end|>',
  ),
  qwen_1_5: chatml('You are a helpful assistant.', '<|im_end|>\n'),
  gemma: {
    system: '',
    user: '<start_of_turn>user\n{text}<end_of_turn>\n<start_of_turn>model\n',
    assistant: '{text}<end_of_turn>\n',
    image,
    imagePlacement,
  },
} satisfies Record<string, PromptTemplate>
