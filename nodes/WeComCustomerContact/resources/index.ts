import type { Resource } from '../engine/types';
import { contactWay } from './contactWay';
import { customer } from './customer';
import { followUser } from './followUser';
import { idConversion } from './idConversion';
import { welcomeMessage } from './welcomeMessage';

export const resources: Resource[] = [
	customer,
	contactWay,
	followUser,
	idConversion,
	welcomeMessage,
];
