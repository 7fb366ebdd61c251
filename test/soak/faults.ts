import type { Simulator } from '../simulator/types';
import type { Random } from './random';

const PATHS = [
	'externalcontact/get',
	'externalcontact/send_welcome_msg',
	'externalcontact/batch/get_by_user',
];

type Fault = (faults: Simulator['faults'], path: string, random: Random) => void;

const FAULTS: Record<string, Fault> = {
	revokedTokens: (faults) => faults.revokeTokens(),
	expiredTokens: (faults) => faults.expireTokens(),
	busy: (faults, path, { between }) => faults.failNext(path, { errcode: -1, times: between(1, 2) }),
	tooManyAtOnce: (faults, path, { between }) =>
		faults.failNext(path, { errcode: 45033, times: between(1, 3) }),
	serverError: (faults, path, { oneOf }) => faults.httpStatusNext(path, oneOf([500, 502, 503])),
	notJson: (faults, path) => faults.garbageNext(path),
	resetBefore: (faults, path) => faults.dropConnection(path, { when: 'before' }),
	resetAfter: (faults, path) => faults.dropConnection(path, { when: 'after' }),
	slow: (faults, path, { between }) => faults.slow(path, between(200, 2500)),
	quick: (faults, path) => faults.slow(path, 0),
	tokenServerError: (faults) => faults.httpStatusNext('gettoken', 500),
};

/** Lets something go wrong in WeCom; answers what. */
export const doHarm = ({ faults }: Simulator, random: Random) => {
	const name = random.oneOf(Object.keys(FAULTS));
	FAULTS[name]!(faults, random.oneOf(PATHS), random);
	return name;
};
