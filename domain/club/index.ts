export * from './attendance';
export * from './club';
export * from './rhythm';
