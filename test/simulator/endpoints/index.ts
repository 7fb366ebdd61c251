import { batchEndpoints } from './batch';
import { contactEndpoints } from './contacts';
import { contactWayEndpoints } from './contactWay';
import { customerEndpoints } from './customer';
import { followCheckEndpoints } from './followCheck';
import { remarkEndpoints } from './remark';
import { suiteEndpoints } from './suite';
import { tempChatEndpoints } from './tempChat';
import { tokenEndpoints } from './token';
import { welcomeEndpoints } from './welcome';

const families = [
	tokenEndpoints,
	suiteEndpoints,
	customerEndpoints,
	batchEndpoints,
	remarkEndpoints,
	followCheckEndpoints,
	contactEndpoints,
	welcomeEndpoints,
	contactWayEndpoints,
	tempChatEndpoints,
];

/** Every endpoint the simulator knows, by path. */
export const endpoints = new Map(families.flat().map((entry) => [entry.path, entry]));
