/** The whole bridge between page and app: one call channel, one event channel, nothing of Electron handed out. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('crowsnest', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('crowsnest:call', name, input),
  on: (listener: (name: string, payload: unknown) => void): (() => void) => {
    const forward = (_: IpcRendererEvent, name: string, payload: unknown) => listener(name, payload)
    ipcRenderer.on('crowsnest:event', forward)
    return () => ipcRenderer.off('crowsnest:event', forward)
  },
})
