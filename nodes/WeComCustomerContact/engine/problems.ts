/** A value the user gave can't be used; the message names the field and says what to do. */
export class InputProblem extends Error {}

/** WeCom's answers don't add up, for example a page cursor that comes back. */
export class AnswerProblem extends Error {}
