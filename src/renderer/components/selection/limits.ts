/** As the model has it. */
export const MAX_TAG_CHARS = 60;
