// Tells of each survivor as soon as it is known: a run takes long, and Stryker's own report comes at its end.
import { readFileSync } from 'node:fs';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const onMutantTested = ({ status, fileName, location, mutatorName, replacement }) => {
	if (status !== 'Survived' && status !== 'NoCoverage') return;
	const { line } = location.start;
	const source = readFileSync(fileName, 'utf8').split('\n')[line - 1]?.trim();
	console.log(`${status} ${fileName}:${line} ${mutatorName}: ${replacement}\n\t${source}`);
};

export const strykerPlugins = [
	declareValuePlugin(PluginKind.Reporter, 'survivors', { onMutantTested }),
];
