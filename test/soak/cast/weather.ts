import type { Simulator } from '../../simulator/types';
import type { Random } from '../random';
import type { Role } from '../stage';

const PATHS = [
	'externalcontact/get',
	'externalcontact/send_welcome_msg',
	'externalcontact/batch/get_by_user',
];

type Fault = (faults: Simulator['faults'], path: string, random: Random) => void;

const FAULTS: Record<string, Fault> = {
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

/** All kinds of bad luck in WeCom and on the way there. */
export const weather: Role = ({ simulator, facts, repeat }, random) =>
	repeat(random, [500, 2500], () => {
		const name = random.oneOf(Object.keys(FAULTS));
		FAULTS[name]!(simulator.faults, random.oneOf(PATHS), random);
		facts.faults.push(name);
	});
