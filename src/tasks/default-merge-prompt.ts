/** Asks a model to merge the answers to the parts of a long input, where the task has no `mergePrompt` of its own. */
export const DEFAULT_MERGE_PROMPT = `The input of the task below was too long to be read at once. It was cut into {{chunk.count}} parts, and the task was done for each part alone.

The task, with the input left out:

{{instructions}}

The answers, in the order of the parts:

{{parts}}

Merge them into one answer to the whole, in the form that the task asks for. Keep the order, say only once what several parts say, and add nothing that none of them says.`
