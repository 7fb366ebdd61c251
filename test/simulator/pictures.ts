import { joinWays } from './joinWays';
import { patternPng } from './png';
import type { World } from './world';

type Kind = 'qr' | 'media';

const address = /^\/(qr|media)\/([\w-]+)\.png$/;

/** The URL of a picture that the simulator itself serves. */
export const pictureUrl = ({ origin }: World, kind: Kind, id: string) =>
	`${origin}/${kind}/${id}.png`;

const hasQrCode = (world: World, id: string) =>
	world.state.contactWays.has(id) || joinWays(world).has(id);

/** The picture at a path, if there is one: contact ways, join ways and uploaded images have pictures. */
export const pictureAt = (world: World, path: string): Buffer | undefined => {
	const [, kind, id = ''] = address.exec(path) ?? [];
	const known = kind === 'qr' ? hasQrCode(world, id) : world.state.media.get(id)?.type === 'image';
	return known ? patternPng(id) : undefined;
};
