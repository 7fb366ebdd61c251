import { patternPng } from './png';
import type { World } from './world';

type Kind = 'qr' | 'media';

const address = /^\/(qr|media)\/([\w-]+)\.png$/;

/** The URL of a picture that the simulator itself serves. */
export const pictureUrl = ({ origin }: World, kind: Kind, id: string) =>
	`${origin}/${kind}/${id}.png`;

/** The picture at a path, if there is one: contact ways and uploaded images have pictures. */
export const pictureAt = ({ state }: World, path: string): Buffer | undefined => {
	const [, kind, id = ''] = address.exec(path) ?? [];
	const known = kind === 'qr' ? state.contactWays.has(id) : state.media.get(id)?.type === 'image';
	return known ? patternPng(id) : undefined;
};
