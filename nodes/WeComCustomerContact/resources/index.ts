import type { Resource } from '../engine/types';
import { customer } from './customer';
import { followUser } from './followUser';
import { welcomeMessage } from './welcomeMessage';

export const resources: Resource[] = [customer, followUser, welcomeMessage];
