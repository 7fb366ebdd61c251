import type { World } from './world';

type Stateful = Pick<World, 'state'>;

const slices: Array<WeakMap<object, unknown>> = [];

/** A part of the state that one family of endpoints keeps for itself, made when it is first asked for. */
export const slice = <T, W extends Stateful = World>(make: (world: W) => T): ((world: W) => T) => {
	const kept = new WeakMap<object, T>();
	slices.push(kept);
	return (world) => {
		const part = kept.get(world.state) ?? make(world);
		kept.set(world.state, part);
		return part;
	};
};

/** All parts of a state that were asked for so far. */
export const partsOf = ({ state }: Stateful): unknown[] =>
	slices.flatMap((kept) => (kept.has(state) ? [kept.get(state)] : []));
