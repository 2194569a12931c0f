import type { ChatDoor } from '../engine/chat-door.ts'
import type { OpenChat } from '../schema/chat-address.ts'

let door: Promise<ChatDoor> | undefined

/** Gives a trial an address at this worker's chat door, which opens with the first one: Node's HTTP server takes long to load. */
export const openChat: OpenChat = async (trial) => (await (door ??= openDoor())).open(trial)

async function openDoor(): Promise<ChatDoor> {
  const { ChatDoor } = await import('../engine/chat-door.ts')
  return new ChatDoor()
}
