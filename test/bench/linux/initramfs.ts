// Makes the first file system of Linux on the Cubieboard: busybox, the modules of Ethernet and card, for the long one nginx.
//
// The small one holds only what busybox's web server needs, because all of it is read while Linux starts. Both are
// archives without compression, which Linux takes in faster than compressed ones.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Member, writeCpio } from "./cpio.ts";
import { findModules } from "./modules.ts";

/** What the board's console says when everything is up. */
export const READY = "linux is ready";
/** Where the web server's files are, in memory. */
const FILES = "www";
const MULTIARCH = "arm-linux-gnueabihf";
/** Programs and libraries as their packages have them. */
const LIBRARIES = [
  ...["libc.so.6", "libcrypt.so.1", "libresolv.so.2", "libpcre2-8.so.0", "libssl.so.3", "libcrypto.so.3"],
  ...["libz.so.1", "libbsd.so.0", "libmd.so.0"],
];

const ETHERNET = ["mdio-sun4i", "sun4i-emac"];
/** The card's voltage comes from the power controller, which is on the I2C bus. */
const CARD = ["i2c-mv64xxx", "axp20x-regulator", "sunxi-mmc"];

const START = `#!/bin/busybox sh
/bin/busybox mount -t devtmpfs dev /dev
exec </dev/console >/dev/console 2>&1
/bin/busybox mount -t proc proc /proc
`;
const NETWORK = `/bin/busybox ip addr add 10.0.2.15/24 dev eth0
/bin/busybox ip link set lo up
/bin/busybox ip link set eth0 up
/bin/busybox ip route add default via 10.0.2.2
`;

export interface LinuxFiles {
  readonly kernel: string;
  readonly deviceTree: string;
  /** What nginx sends back at /blob: this many zero bytes. */
  readonly blobMebibytes: number;
  readonly page: string;
  /** Folder of the unpacked packages. */
  readonly packages: string;
  readonly modules: string;
}

/** Finds kernel, device tree and modules in the unpacked packages. Throws when one is not there. */
export function findLinux(packages: string, page: string, blobMebibytes: number): LinuxFiles {
  const kernel = readdirSync(join(packages, "boot")).find((name) => name.startsWith("vmlinuz-"));
  if (kernel === undefined) throw new Error(`there is no kernel in ${packages}/boot`);
  const version = kernel.slice("vmlinuz-".length);
  const deviceTree = join(packages, `usr/lib/linux-image-${version}/sun4i-a10-cubieboard.dtb`);
  if (!existsSync(deviceTree)) throw new Error(`there is no device tree ${deviceTree}`);
  return {
    kernel: join(packages, "boot", kernel),
    deviceTree,
    blobMebibytes,
    page,
    packages,
    modules: join(packages, "lib/modules", version),
  };
}

/** busybox's web server and what it needs. */
export function smallInitramfs(linux: LinuxFiles): Buffer {
  const { members, load } = base(linux, ETHERNET);
  members.push(file(`${FILES}/index.html`, linux.page));
  members.push(
    program("init", `${START}${load}${NETWORK}/bin/busybox httpd -h /${FILES} -p 80\nexec /bin/busybox sh\n`),
  );
  return writeCpio(members);
}

/** nginx with the page at / and zeros at /blob, a sink of bytes at port 5001, the card, and a shell on the console. */
export function fullInitramfs(linux: LinuxFiles): Buffer {
  const { packages } = linux;
  const { members, load } = base(linux, [...ETHERNET, ...CARD]);
  for (const path of [
    "lib",
    `lib/${MULTIARCH}`,
    "etc",
    "run",
    "usr",
    "usr/sbin",
    "usr/share",
    "usr/share/nginx",
  ]) {
    members.push({ kind: "folder", path });
  }
  for (const path of ["var", "var/log", "var/log/nginx", "var/lib", "var/lib/nginx"]) {
    members.push({ kind: "folder", path });
  }
  const loader = "ld-linux-armhf.so.3";
  members.push(copied(join(packages, "lib", MULTIARCH, loader), `lib/${loader}`, 0o755));
  for (const name of LIBRARIES) members.push(copied(libraryFile(packages, name), `lib/${MULTIARCH}/${name}`));
  members.push(copied(join(packages, "usr/sbin/nginx"), "usr/sbin/nginx", 0o755));
  members.push(copied(join(packages, "bin/nc.openbsd"), "bin/netcat", 0o755));
  members.push(file("etc/passwd", "root:x:0:0:root:/:/bin/sh\n"), file("etc/group", "root:x:0:\n"));
  members.push(file("etc/nginx.conf", nginxConfiguration(linux.page)));
  members.push(
    program(
      "init",
      `${START}${load}${NETWORK}/bin/busybox mount -t tmpfs files /${FILES}
/bin/busybox dd if=/dev/zero of=/${FILES}/blob bs=1M count=${linux.blobMebibytes}
/usr/sbin/nginx -c /etc/nginx.conf
(while true; do /bin/netcat -d -l 5001 >/dev/null; done) &
while [ ! -e /dev/mmcblk0 ]; do /bin/busybox sleep 0.2; done
echo "${READY}"
exec /bin/busybox sh
`,
    ),
  );
  return writeCpio(members);
}

function base(linux: LinuxFiles, wanted: readonly string[]): { members: Member[]; load: string } {
  const modules = findModules(linux.modules, wanted);
  const members: Member[] = ["bin", "dev", "proc", "modules", FILES].map((path) => ({
    kind: "folder",
    path,
  }));
  // The kernel opens it for the first program before there is any other.
  members.push({ kind: "device", path: "dev/console", major: 5, minor: 1 });
  members.push(copied(join(linux.packages, "bin/busybox"), "bin/busybox", 0o755));
  for (const { file: path } of modules) members.push(copied(path, `modules/${basename(path)}`));
  const load = modules.map(({ file: path }) => `/bin/busybox insmod /modules/${basename(path)}\n`).join("");
  return { members, load };
}

/** The page without a file behind it and without a log: nothing that nginx could leave out. */
function nginxConfiguration(page: string): string {
  return `user root;
worker_processes 1;
error_log /dev/null crit;
pid /run/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nodelay on;
  keepalive_requests 1000000000;
  default_type text/html;
  server {
    listen 80;
    root /${FILES};
    location = / { return 200 '${page}'; }
  }
}
`;
}

function libraryFile(packages: string, name: string): string {
  const places = ["lib", "usr/lib"].map((folder) => join(packages, folder, MULTIARCH, name));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`the packages have no ${name}`);
  return found;
}

function file(path: string, text: string): Member {
  return { kind: "file", path, bytes: Buffer.from(text) };
}

function program(path: string, text: string): Member {
  return { kind: "file", path, bytes: Buffer.from(text), mode: 0o755 };
}

function copied(from: string, path: string, mode?: number): Member {
  return { kind: "file", path, bytes: readFileSync(from), ...(mode === undefined ? {} : { mode }) };
}
