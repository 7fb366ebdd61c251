import { say } from '../texts/say';

/** `reason` says what happened and `hint` what to do; neither has a secret or any content. */
export interface Rejection {
	kind: 'rejected';
	status: 400 | 401 | 413;
	reason: string;
	hint: string;
}

export function rejected(status: Rejection['status'], reason: string, hint: string): Rejection {
	return { kind: 'rejected', status, reason, hint };
}

/** An exception would leave WeCom without an answer and n8n with a failed execution. */
export function guarded<T>(job: () => T): T | Rejection {
	try {
		return job();
	} catch {
		return rejected(
			400,
			say`The request cannot be processed`,
			say`This should not happen. Please report it to the maintainers of this package.`,
		);
	}
}

/** For a reason that becomes part of a longer one. */
export function lowerFirst(text: string): string {
	return text.replace(/^The /, 'the ');
}
