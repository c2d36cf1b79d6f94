export { fillVolume, type VolumeCounts, type VolumeOptions } from './volume/volume.ts';
