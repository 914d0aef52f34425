/* Two interfaces of lwIP back to back in one process: TCP from one to the other, as fast as both together go.

   Does what pair.ts does with two of our stacks: the same segments, window and copies. lwIP has one stack for both ends,
   so each connection is bound to its interface. No threads: the raw interface, driven by a loop. Prints the milliseconds of
   each run. */
#include <lwip/etharp.h>
#include <lwip/init.h>
#include <lwip/netif.h>
#include <lwip/pbuf.h>
#include <lwip/tcp.h>
#include <lwip/timeouts.h>
#include <netif/ethernet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TOTAL_BYTES = 64 * 1024 * 1024, RUNS = 5, PIECE_BYTES = 32768, WIRE_FRAMES = 128, FRAME_BYTES = 1514 };

/* What was sent to an interface and that it has not taken yet. */
struct wire_end {
  struct netif netif;
  struct wire_end *peer;
  unsigned char slots[WIRE_FRAMES][FRAME_BYTES];
  u16_t lengths[WIRE_FRAMES];
  int first, waiting;
};

static struct wire_end ends[2];
static struct tcp_pcb *sender;
static char piece[PIECE_BYTES];
static long unsent, received;

static err_t link_output(struct netif *netif, struct pbuf *p) {
  struct wire_end *to = ((struct wire_end *)netif->state)->peer;
  if (to->waiting == WIRE_FRAMES) return ERR_WOULDBLOCK;
  int slot = (to->first + to->waiting) % WIRE_FRAMES;
  to->lengths[slot] = pbuf_copy_partial(p, to->slots[slot], FRAME_BYTES, 0);
  to->waiting++;
  return ERR_OK;
}

static err_t init_end(struct netif *netif) {
  netif->name[0] = 'w';
  netif->mtu = 1500;
  netif->hwaddr_len = 6;
  netif->hwaddr[0] = 2;
  netif->hwaddr[5] = (u8_t)(1 + ((struct wire_end *)netif->state - ends));
  netif->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_LINK_UP;
  netif->output = etharp_output;
  netif->linkoutput = link_output;
  return ERR_OK;
}

/* Up to 16 frames, as many as our interface takes in a turn. */
static void poll_end(struct wire_end *end) {
  for (int i = 0; i < 16 && end->waiting > 0; i++) {
    u16_t length = end->lengths[end->first];
    /* Not from the pool: in Debian's build its buffers are shorter than a full frame. */
    struct pbuf *p = pbuf_alloc(PBUF_RAW, length, PBUF_RAM);
    if (p == NULL) return;
    pbuf_take(p, end->slots[end->first], length);
    end->first = (end->first + 1) % WIRE_FRAMES;
    end->waiting--;
    if (end->netif.input(p, &end->netif) != ERR_OK) pbuf_free(p);
  }
}

static void send_more(void) {
  while (unsent > 0) {
    u16_t room = tcp_sndbuf(sender);
    u16_t count = room < PIECE_BYTES ? room : PIECE_BYTES;
    if (count > unsent) count = (u16_t)unsent;
    if (count == 0 || tcp_write(sender, piece, count, TCP_WRITE_FLAG_COPY) != ERR_OK) break;
    unsent -= count;
  }
  tcp_output(sender);
}

static err_t on_sent(void *arg, struct tcp_pcb *pcb, u16_t length) {
  (void)arg, (void)pcb, (void)length;
  send_more();
  return ERR_OK;
}

static err_t on_received(void *arg, struct tcp_pcb *pcb, struct pbuf *p, err_t error) {
  (void)arg, (void)error;
  if (p == NULL) exit(3);
  received += p->tot_len;
  tcp_recved(pcb, p->tot_len);
  pbuf_free(p);
  return ERR_OK;
}

static err_t on_accepted(void *arg, struct tcp_pcb *pcb, err_t error) {
  (void)arg, (void)error;
  tcp_recv(pcb, on_received);
  return ERR_OK;
}

static err_t on_connected(void *arg, struct tcp_pcb *pcb, err_t error) {
  (void)arg, (void)error;
  sender = pcb;
  return ERR_OK;
}

static void add_end(int i, const char *address) {
  ip4_addr_t own, mask, router;
  ip4addr_aton(address, &own);
  ip4addr_aton("255.255.255.0", &mask);
  ip4_addr_set_zero(&router);
  ends[i].peer = &ends[1 - i];
  netif_add(&ends[i].netif, &own, &mask, &router, &ends[i], init_end, ethernet_input);
  netif_set_up(&ends[i].netif);
}

static void turn(void) {
  poll_end(&ends[0]);
  poll_end(&ends[1]);
  sys_check_timeouts();
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(void) {
  lwip_init();
  add_end(0, "10.0.0.1");
  add_end(1, "10.0.0.2");
  struct tcp_pcb *listener = tcp_new();
  tcp_bind(listener, IP_ADDR_ANY, 5001);
  tcp_bind_netif(listener, &ends[1].netif);
  listener = tcp_listen(listener);
  tcp_accept(listener, on_accepted);
  struct tcp_pcb *client = tcp_new();
  tcp_bind(client, &ends[0].netif.ip_addr, 0);
  tcp_bind_netif(client, &ends[0].netif);
  tcp_sent(client, on_sent);
  if (tcp_connect(client, &ends[1].netif.ip_addr, 5001, on_connected) != ERR_OK) return 2;
  for (double begun = now_ms(); sender == NULL;) {
    turn();
    if (now_ms() - begun > 5000) return 2;
  }
  for (int run = 0; run < RUNS; run++) {
    double begun = now_ms();
    unsent = TOTAL_BYTES, received = 0;
    send_more();
    while (received < TOTAL_BYTES) turn();
    printf("%f\n", now_ms() - begun);
  }
  return 0;
}
