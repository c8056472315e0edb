//go:build !windows

package main

import (
	"errors"
	"fmt"
	"net"
	"strings"
)

func parseName(name string) (*net.UnixAddr, error) {
	kind, value, _ := strings.Cut(name, ":")
	switch {
	case kind == "path" && value != "":
		return &net.UnixAddr{Name: value, Net: "unix"}, nil
	case kind == "namespaced" && value != "":
		return &net.UnixAddr{Name: "@" + value, Net: "unix"}, nil
	}
	return nil, errors.New("NAME must be path:PATH or namespaced:NAME")
}

func openStream(mode, name string) (stream, error) {
	address, err := parseName(name)
	if err != nil {
		return nil, err
	}
	switch mode {
	case "connect":
		return net.DialUnix("unix", nil, address)
	case "listen":
		listener, err := net.ListenUnix("unix", address)
		if err != nil {
			return nil, err
		}
		defer listener.Close()
		fmt.Println("listening")
		return listener.AcceptUnix()
	}
	return nil, errors.New("the first argument must be listen or connect")
}
