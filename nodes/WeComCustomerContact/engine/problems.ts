import type { IDataObject } from 'n8n-workflow';

/** A value the user gave can't be used; the message names the field and says what to do. */
export class InputProblem extends Error {}

/** WeCom's answers don't add up, for example a page cursor that comes back. */
export class AnswerProblem extends Error {}

/** A job failed halfway; the message says how far it had come. */
export class HalfwayProblem extends Error {
	constructor(
		/** What was thrown when it failed. */
		readonly reason: unknown,
		message: string,
		/** What the user needs to go on from there, by the names under which the error tells it. */
		readonly resume: IDataObject,
	) {
		super(message);
	}
}
