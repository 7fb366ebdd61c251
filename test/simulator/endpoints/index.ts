import { customerEndpoints } from './customer';
import { tokenEndpoints } from './token';
import { welcomeEndpoints } from './welcome';

/** Every endpoint the simulator knows, by path. */
export const endpoints = new Map(
	[...tokenEndpoints, ...customerEndpoints, ...welcomeEndpoints].map((entry) => [
		entry.path,
		entry,
	]),
);
