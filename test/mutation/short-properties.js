// A property that is tried for two seconds finds nearly every mutant that it finds at all.
require('fast-check').configureGlobal({ interruptAfterTimeLimit: 2000, markInterruptAsFailure: false });
