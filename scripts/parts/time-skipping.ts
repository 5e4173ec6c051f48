import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from './root';
import { type Log, Missing } from './say';
import { sdkDownload } from './sdk-download';

/** The newest test server on Maven Central that this SDK's version was tried with. */
const VERSION = '1.38.0';

/**
 * The path of an executable that serves Temporal with a clock of its own (`<executable> PORT`): cached, else
 * downloaded by the SDK, else put together from its Java libraries.
 */
export async function findTimeSkippingServer(
  log: Log,
  cache = join(cacheDir, 'test-server'),
): Promise<string> {
  const java = join(cache, `java-${VERSION}`, 'test-server');
  if (existsSync(java)) return java;
  const downloaded = await sdkDownload('createTimeSkipping', cache);
  if (downloaded) return downloaded;
  const tools = { java: await works('java'), mvn: await works('mvn') };
  if (tools.java && tools.mvn) {
    await assemble(join(cache, `java-${VERSION}`), log);
    return java;
  }
  throw new Missing(
    'Không tải được máy chủ thử nghiệm của Temporal: hãy cài Java 17 và Maven (lệnh "java" và "mvn") rồi chạy lại.',
    'Temporal\'s test server cannot be downloaded: install Java 17 and Maven ("java" and "mvn") and try again.',
  );
}

async function works(program: string): Promise<boolean> {
  return promisify(execFile)(program, ['-version'], { timeout: 30_000 }).then(
    () => true,
    () => false,
  );
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>nhipcau</groupId><artifactId>test-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

// One collector thread is enough: several of these run side by side on a machine with few cores.
const LAUNCHER = `#!/bin/sh
exec java -XX:+UseSerialGC -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

async function assemble(dir: string, log: Log): Promise<void> {
  log(`  fetching Temporal's test server ${VERSION} with Maven, once for this machine (38 MB)`);
  const apart = `${dir}.${process.pid}`; // apart and then moved: half of it must not look like the whole
  mkdirSync(apart, { recursive: true });
  try {
    writeFileSync(join(apart, 'pom.xml'), POM);
    const args = [
      '-q',
      '-B',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      '-DoutputDirectory=lib',
    ];
    await promisify(execFile)('mvn', args, { cwd: apart });
    writeFileSync(join(apart, 'test-server'), LAUNCHER, { mode: 0o755 });
    if (existsSync(dir)) return; // somebody else was faster
    renameSync(apart, dir);
  } finally {
    rmSync(apart, { recursive: true, force: true });
  }
}
