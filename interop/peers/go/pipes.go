//go:build windows

package main

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func openStream(mode, name string) (stream, error) {
	kind, value, _ := strings.Cut(name, ":")
	if kind != "pipe" || value == "" {
		return nil, errors.New("NAME must be pipe:NAME")
	}
	path := `\\.\pipe\` + value
	switch mode {
	case "connect":
		return halfClosing(winio.DialPipe(path, nil))
	case "listen":
		// Only a pipe of message type has a half-close.
		listener, err := winio.ListenPipe(path, &winio.PipeConfig{MessageMode: true})
		if err != nil {
			return nil, err
		}
		defer listener.Close()
		useUpTheFirstInstance(path)
		fmt.Println("listening")
		return halfClosing(listener.Accept())
	}
	return nil, errors.New("the first argument must be listen or connect")
}

// go-winio opens its first instance without access to the data, to hold the name. On Windows it does
// not listen then; under Wine it does, and would be the one that a client gets.
func useUpTheFirstInstance(path string) {
	if windows.NewLazySystemDLL("ntdll.dll").NewProc("wine_get_version").Find() == nil {
		if first, err := winio.DialPipe(path, nil); err == nil {
			first.Close()
		}
	}
}

func halfClosing(connection net.Conn, err error) (stream, error) {
	if err != nil {
		return nil, err
	}
	half, ok := connection.(stream)
	if !ok {
		return nil, errors.New("not a pipe of message type")
	}
	return half, nil
}
