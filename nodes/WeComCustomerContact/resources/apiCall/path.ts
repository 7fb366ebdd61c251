import { toText } from '../../engine/convert';
import { InputProblem } from '../../engine/problems';
import { say } from '../../texts/say';

/** One part after the other, of what WeCom's paths are made of: nothing that could lead elsewhere. */
const PATH = /^\/cgi-bin(?:\/[\w-]+)+$/;

/** What hands out tokens or the code for them. The credential asks for those, and they are no data of a workflow. */
const GIVES_SECRETS = /(?:token|get_permanent_code)$/i;

const HAS_FILES = /^\/cgi-bin\/media\//i;

/** The path of an endpoint: below /cgi-bin/, without host and query. Throws InputProblem that says what to write. */
export function toPath(value: unknown, label: string): string {
	const path = toText(value, label);
	if (/[?#]/.test(path)) {
		throw new InputProblem(
			say`${label} must end before the question mark. What stands behind it belongs into "Query", without access_token`,
		);
	}
	if (!PATH.test(path)) {
		throw new InputProblem(
			say`${label} must be the path alone, such as /cgi-bin/user/get: below /cgi-bin/, without host and dots`,
		);
	}
	if (GIVES_SECRETS.test(path)) {
		throw new InputProblem(
			say`${label} is an endpoint that hands out tokens, which the credential asks for by itself. Leave the call out: every call has its token`,
		);
	}
	if (HAS_FILES.test(path)) {
		throw new InputProblem(
			say`${label} is an endpoint for files, which no JSON can hold. Use the resource Media`,
		);
	}
	return path;
}
