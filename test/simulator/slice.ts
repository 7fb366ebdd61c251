import type { World } from './world';

/** A part of the state that one family of endpoints keeps for itself, made when it is first asked for. */
export const slice = <T, W extends Pick<World, 'state'> = World>(
	make: (world: W) => T,
): ((world: W) => T) => {
	const kept = new WeakMap<object, T>();
	return (world) => {
		const part = kept.get(world.state) ?? make(world);
		kept.set(world.state, part);
		return part;
	};
};
